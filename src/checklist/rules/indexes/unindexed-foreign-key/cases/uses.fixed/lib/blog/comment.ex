defmodule Blog.Comment do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "comments"
    repo Blog.Repo

    references do
      reference :post, on_delete: :restrict, index?: true
      #         ^^^^^ used
      reference :thread do
        #       ^^^^^^^ used
        on_delete :delete
        index? true
      end

      reference :decided, index?: false

      reference :quote,
        on_delete: :nothing,
        on_update: :update,
        name: "comments_quoted_comment_fk",
        index?: true
      #         ^^^^^^ unindexed (hint)
      reference :author, index?: true
    end
  end

  actions do
    defaults [:read]

    read :of_author do
      argument :author_id, :uuid, allow_nil?: false
      filter expr(author_id == ^arg(:author_id) and public)
    end

    read :in_post_of_editor do
      argument :id, :uuid
      filter expr(id == ^arg(:id) and site_id == ^actor(:site_id))
    end

    read :either do
      filter expr(site_id == ^actor(:site_id) or public)
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :public, :boolean
  end

  relationships do
    belongs_to :post, Blog.Post, allow_nil?: false
    belongs_to :thread, Blog.Post, allow_nil?: false
    belongs_to :quote, Blog.Comment
    belongs_to :decided, Blog.Post

    belongs_to :author, Blog.Author do
      #        ^^^^^^^ used
      allow_nil? false
    end
  end
end

defmodule Blog.Vote do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "votes"
    repo Blog.Repo

    references do
      reference :site, index?: true
    end
  end

  attributes do
    uuid_primary_key :id
  end

  relationships do
    belongs_to :site, Blog.Author
    #          ^^^^^ unindexed (hint)
  end
end

defmodule Blog.Author do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "authors"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
  end
end
