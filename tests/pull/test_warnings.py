"""What a pull has to leave open is said: unnamed tags, short links."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pull.pulling import assert_plan_is_empty, document, pull, translation
from pull.seeding import seed
from support.project import CONFIG, GREETING

from syncer.emulator import Settings, running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.project import Project

    from syncer.emulator import Running


class TestTags:
    @pytest.mark.parametrize("tag_ids", [[99], [33989, 33991]], ids=str)
    def test_tags_that_no_single_name_stands_for_are_left_out_with_one_warning(
        self, tag_ids: list[int], project: Project, emulator: Running
    ) -> None:
        for number in range(12):
            seed(emulator, f"shop_{number:02}", tag_ids=tag_ids)
        ran = pull()
        assert ran.code == 0
        (warning,) = ran.json["warnings"]
        assert f"shop_00/en ({', '.join(map(str, tag_ids))})" in warning
        assert "and 2 more" in warning
        assert "accounts.main.tags" in warning
        assert f"warning: {warning}\n" in ran.stderr
        assert "tag" not in document(project, "templates/shop_00.yaml")["translations"]["en"]
        assert_plan_is_empty()

    def test_a_tag_that_the_file_names_stays_where_the_live_one_has_no_known_name(
        self, project: Project, emulator: Running
    ) -> None:
        project.write("templates/greeting.yaml", GREETING + "    tag: orders\n")
        seed(emulator, "shop_greeting", tag_ids=[99])
        ran = pull("--overwrite")
        assert ran.json["warnings"] == []
        assert document(project, "templates/greeting.yaml")["translations"]["en"]["tag"] == "orders"

    def test_a_tag_that_the_live_template_lacks_is_removed_inherited_or_not(
        self, project: Project, emulator: Running
    ) -> None:
        project.write("templates/shop_live.yaml", "tag: vip\n" + GREETING + "    tag: orders\n")
        seed(emulator, "shop_greeting", tag_ids=[33989, 99])
        seed(emulator, "shop_greeting", "es", tag_ids=[33989, 99])
        assert pull("--overwrite").code == 0
        assert "tag" not in translation(project, "es") or translation(project, "es")["tag"] is None
        assert_plan_is_empty()


class TestShortLinks:
    @pytest.fixture
    def emulator(self) -> Iterator[Running]:
        with running(Settings(short_links="detail_and_list", edit_limits=False)) as emulator:
            yield emulator

    def test_a_short_link_is_never_written_without_a_warning(
        self, project: Project, emulator: Running
    ) -> None:
        seed(emulator, body="See https://shop.example/a and call.")
        ran = pull()
        (warning,) = ran.json["warnings"]
        assert "shop_live/en (http" in warning
        assert "resolve_short_links" in warning
        assert "/api/shortLink/doAccess/" in translation(project)["body"]
        assert_plan_is_empty()

    def test_the_original_is_written_where_it_can_be_known(
        self, project: Project, emulator: Running
    ) -> None:
        project.write("syncer.yaml", CONFIG + "    resolve_short_links: true\n")
        seed(emulator, body="See https://shop.example/a and call.")
        ran = pull()
        assert ran.json["warnings"] == []
        assert translation(project)["body"] == "See https://shop.example/a and call."
        assert_plan_is_empty()

    def test_a_url_that_the_file_has_stays_there_without_a_warning(
        self, project: Project, emulator: Running
    ) -> None:
        text = GREETING.replace("good to see you.", "see https://shop.example/a")
        project.write("templates/greeting.yaml", text)
        body = "Hello {{First Name}}, see https://x.example/"
        seed(emulator, "shop_greeting", body=body, footer="Hi")
        ran = pull("--overwrite")
        assert (ran.code, ran.json["warnings"]) == (0, [])
        assert (
            "see https://shop.example/a\n    footer: Hi\n"
            in (project.root / "templates/greeting.yaml").read_text()
        )
