"""GitHub: repositories, changes, reviews, issues, stars, releases and checks, by REST, GraphQL and webhook."""
