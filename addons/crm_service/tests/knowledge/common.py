from ..portal.common import PortalCommon, PortalHttp


class KnowledgeCommon(PortalCommon):
    """Makers of articles, and the people who read them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.articles = cls.env["crm.service.article"]
        cls.visitor = cls.env.ref("base.public_user")
        cls.plain = cls._create_user("article_plain", "base.group_user")

    @classmethod
    def _create_article(cls, name="How to change the seal", publish=True, **values):
        """Create an article of the agent, published unless told otherwise."""
        defaults = {"name": name, "body": "<p>Open the cover.</p>", "user_id": cls.agent.id}
        article = cls.env["crm.service.article"].create(defaults | values)
        if publish:
            article._publish()
        return article

    def _find(self, text, user=None, **values):
        return self.articles.with_user(user or self.agent)._find(text, **values)


class KnowledgeHttp(PortalHttp, KnowledgeCommon):
    """Requests of readers as a browser makes them."""

    AGENT = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"}

    def _read(self, url, user=None):
        self._be(user)
        return self.url_open(url, headers=self.AGENT, allow_redirects=False)
