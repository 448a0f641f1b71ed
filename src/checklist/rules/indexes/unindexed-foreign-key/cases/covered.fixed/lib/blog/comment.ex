defmodule Blog.Comment do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "comments"
    repo Blog.Repo

    references do
      reference :post, index?: true
      reference :watcher, index?: true, index_where: :not_nil
      reference :closed_by, index?: true
      reference :guest, index?: true
    end

    custom_indexes do
      index [:author, :inserted_at]
      index ["editor_id DESC"], name: "comments_editor"
      index ["reader_id"]
      index [{:desc, :critic_id}]
      index [:owner_id], where: "owner_id IS NOT NULL"
      index [:guest_id], where: "visible"
      index [:token_id], using: "gin"
      index [:room_id], using: "hash"
    end

    custom_statements do
      statement :judges do
        up "CREATE INDEX IF NOT EXISTS comments_judges ON comments USING btree (judge_id, id)"
        down "DROP INDEX comments_judges"
      end
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :author_id, :uuid, source: :author
    create_timestamp :inserted_at
  end

  relationships do
    belongs_to :post, Blog.Post
    belongs_to :watcher, Blog.Post
    belongs_to :closed_by, Blog.Post
    belongs_to :author, Blog.Post
    belongs_to :reader, Blog.Post
    belongs_to :critic, Blog.Post
    belongs_to :owner, Blog.Post
    belongs_to :guest, Blog.Post
    #          ^^^^^^ partial (hint)
    belongs_to :judge, Blog.Post
    belongs_to :migrated, Blog.Post
    belongs_to :raw, Blog.Post
    belongs_to :looped, Blog.Post
    belongs_to :named, Blog.Post
    belongs_to :token, Blog.Post
    belongs_to :room, Blog.Post
    belongs_to :seat, Blog.Post
    belongs_to :shared, Blog.Post
  end

  identities do
    identity :named, [:named_id, :inserted_at]
  end
end

defmodule Blog.Remark do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "comments"
    repo Blog.Repo

    custom_indexes do
      index [:shared_id]
    end
  end

  attributes do
    uuid_primary_key :id
  end

  relationships do
    belongs_to :shared, Blog.Post
    belongs_to :guest, Blog.Post
  end
end

defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo

    references do
      reference :dropped, index?: true
    end
  end

  attributes do
    uuid_primary_key :id
  end

  relationships do
    belongs_to :dropped, Blog.Post
    #          ^^^^^^^^ unindexed (hint)
    belongs_to :renamed, Blog.Post
  end
end
