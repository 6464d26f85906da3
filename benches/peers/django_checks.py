"""Django: declares the models of one application, then times the checks of models, which judge every relation."""

import sys
import time
import types

import django
from django.conf import settings

from graph import relations

settings.configure(INSTALLED_APPS=[], DATABASES={}, DEFAULT_AUTO_FIELD="django.db.models.BigAutoField")
django.setup()

from django.apps import AppConfig, apps  # noqa: E402
from django.core import checks  # noqa: E402
from django.db import models  # noqa: E402


def declare(module, name, parent, owner):
    def to(target, back):
        return models.ForeignKey(target, on_delete=models.CASCADE, related_name=back, null=True)

    fields = {
        "__module__": module,
        "parent": to(f"bench.{parent}", "children"),
        "owner": to(f"bench.{owner}", "owned"),
        "name": models.CharField(max_length=10),
        "created_at": models.CharField(max_length=10),
        "Meta": type("Meta", (), {"app_label": "bench"}),
    }
    return type(name, (models.Model,), fields)


def main(count):
    module = types.ModuleType("bench")
    module.__file__ = __file__
    module.__path__ = ["."]
    sys.modules["bench"] = module
    config = AppConfig("bench", module)
    config.models = apps.all_models["bench"]
    config.apps = apps
    apps.app_configs["bench"] = config
    for name, parent, owner in relations(count):
        declare("bench", name, parent, owner)
    apps.clear_cache()
    start = time.process_time()
    found = checks.run_checks(tags=[checks.Tags.models])
    elapsed = time.process_time() - start
    assert not found, found[:3]
    print(f"Django {django.get_version()}\t{count}\t{elapsed}")


main(int(sys.argv[1]))
