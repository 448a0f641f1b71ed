defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer, extensions: [AshPaperTrail.Resource]

  postgres do
    table "posts"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
  end

  paper_trail do
# ^^^^^^^^^^^^^^ missing
    store_action_name? true
  end

  actions do
    defaults [:read, create: :*]
  end
end
