defmodule Blog.Post.Storage do
  use Spark.Dsl.Fragment, of: Ash.Resource, data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo
    identity_wheres_to_sql slug: "removed_at IS NULL"
  end
end
