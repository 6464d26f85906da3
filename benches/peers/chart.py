"""Time against models, both by powers of ten, as SVG: for the README."""

from math import ceil, floor, log10

WIDTH, HEIGHT = 760, 440
LEFT, RIGHT, TOP, BOTTOM = 70, 170, 24, 52
# One for each that is measured.
STYLES = [("#1f5fbf", ""), ("#6b7280", "5 4"), ("#b45309", ""), ("#15803d", "8 3"), ("#9333ea", "2 3"), ("#be123c", "10 3 2 3")]


def chart(measured):
    points = [(size, seconds) for times in measured.values() for size, seconds in times.items()]
    first, last = (f(log10(edge(size for size, _ in points))) for f, edge in [(floor, min), (ceil, max)])
    low, high = (f(log10(edge(seconds for _, seconds in points))) for f, edge in [(floor, min), (ceil, max)])

    def x(size):
        return LEFT + (log10(size) - first) / (last - first) * (WIDTH - LEFT - RIGHT)

    def y(seconds):
        return HEIGHT - BOTTOM - (log10(seconds) - low) / (high - low) * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="system-ui, sans-serif" font-size="13">',
        "<title>Time to check all relations, against the number of models</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
    ]
    for power in range(low, high + 1):
        at = y(10**power)
        parts.append(f'<path d="M{LEFT} {at:.1f}H{WIDTH - RIGHT}" stroke="#e5e7eb"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end" fill="#374151">{duration(power)}</text>')
    for power in range(first, last + 1):
        at = x(10**power)
        parts.append(f'<path d="M{at:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#f3f4f6"/>')
        parts.append(f'<text x="{at:.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle" fill="#374151">{10**power:,}</text>')
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(f'<text x="{middle}" y="{HEIGHT - 10}" text-anchor="middle" fill="#374151">models, each with 4 relations</text>')
    ends = []
    assert len(measured) <= len(STYLES), "a line without a style"
    for (name, times), (colour, dash) in zip(measured.items(), STYLES):
        line = " ".join(f"{x(size):.1f},{y(seconds):.1f}" for size, seconds in sorted(times.items()))
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>')
        for size, seconds in times.items():
            parts.append(f'<circle cx="{x(size):.1f}" cy="{y(seconds):.1f}" r="3" fill="{colour}"/>')
        size = max(times)
        ends.append([y(times[size]), x(size), name, colour])
    parts += labels(ends)
    parts.append("</svg>")
    return "\n".join(parts) + "\n"


def labels(ends):
    """Each at the end of its line, apart from each other."""
    ends.sort()
    for above, below in zip(ends, ends[1:]):
        below[0] = max(below[0], above[0] + 17) if abs(below[1] - above[1]) < 120 else below[0]
    for at, end, name, colour in ends:
        yield f'<text x="{end + 9:.1f}" y="{at + 4:.1f}" fill="{colour}">{name}</text>'


def duration(power):
    unit, scale = next((unit, scale) for unit, scale in [("s", 0), ("ms", -3), ("µs", -6), ("ns", -9)] if power >= scale)
    return f"{10 ** (power - scale):g} {unit}"
