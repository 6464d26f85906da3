"""The graph that every peer is given: each model belongs to two others and has many of two others, as in
`benches/check/graphs.rs`."""


def relations(count):
    """Of each model: its name, and the names of what it belongs to by `parent` and by `owner`."""
    for nth in range(count):
        yield f"Model{nth}", f"Model{(nth + 1) % count}", f"Model{(nth + 7) % count}"


def backwards(count):
    """By the name of each model, which one belongs to it by `parent`, and which by `owner`."""
    sources = list(relations(count))
    return {parent: name for name, parent, _ in sources}, {owner: name for name, _, owner in sources}
