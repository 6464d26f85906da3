"""SQLAlchemy: declares the models, then times `configure_mappers()`, which resolves every relationship by its name."""

import sys
import time

import sqlalchemy
from sqlalchemy import Column, ForeignKey, Integer, String
from sqlalchemy.orm import configure_mappers, declarative_base, relationship

from graph import backwards, relations

Base = declarative_base()


def declare(name, parent, owner):
    def to(target, back, key):
        return relationship(target, back_populates=back, foreign_keys=f"{name}.{key}", remote_side=f"{target}.id")

    return type(
        name,
        (Base,),
        {
            "__tablename__": name.lower(),
            "id": Column(Integer, primary_key=True),
            "parent_id": Column(Integer, ForeignKey(f"{parent.lower()}.id")),
            "owner_id": Column(Integer, ForeignKey(f"{owner.lower()}.id")),
            "name": Column(String),
            "created_at": Column(String),
            "parent": to(parent, "children", "parent_id"),
            "owner": to(owner, "owned", "owner_id"),
        },
    )


def many(source, back, key):
    return relationship(source, back_populates=back, foreign_keys=f"{source}.{key}")


def main(count):
    by_parent, by_owner = backwards(count)
    # The registry holds classes weakly.
    models = [declare(*source) for source in relations(count)]
    for model in models:
        name = model.__name__
        model.children = many(by_parent[name], "parent", "parent_id")
        model.owned = many(by_owner[name], "owner", "owner_id")
    start = time.process_time()
    configure_mappers()
    print(f"SQLAlchemy {sqlalchemy.__version__}\t{count}\t{time.process_time() - start}")


main(int(sys.argv[1]))
