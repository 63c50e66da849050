"""Sign-in with Gitee: a provider for django-allauth, after https://gitee.com/api/v5/oauth_doc."""
