defmodule Blog.Comment do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "comments"
    repo Blog.Repo

    references do
      reference :author, on_delete: :nilify
      #                             ^^^^^^^ delete

      reference :post do
        on_delete :nilify
        #         ^^^^^^^ delete
        on_update :update
      end

      reference :thread, on_delete: :nothing, on_update: :nilify
      #                                                  ^^^^^^^ update
      reference :quote, on_delete: {:nilify, [:quote_id, :quoted_by]}
      #                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ delete
      reference :answer, on_delete: {:nilify, [:answer_id]}, match_with: [author_id: :author_id]
      reference :edition, match_with: [author_id: :author_id], on_delete: :nilify
      #                                                                   ^^^^^^^ delete
      reference :moderator, on_delete: :nilify
      reference :site, ignore?: true, on_delete: :nilify
      reference :log, on_delete: :nilify
      reference :stranger, on_delete: :nilify
      reference :draft, on_delete: @on_delete
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :quoted_by, :string, allow_nil?: false
    attribute :post_id, :uuid, allow_nil?: false
    attribute :moderator_id, :uuid
  end

  relationships do
    belongs_to :author, Blog.Author, allow_nil?: false
    belongs_to :post, Blog.Post

    belongs_to :thread, Blog.Post do
      allow_nil? false
    end

    belongs_to :quote, Blog.Post
    belongs_to :answer, Blog.Post
    belongs_to :edition, Blog.Post
    belongs_to :moderator, Blog.Author, allow_nil?: false
    belongs_to :site, Blog.Author, allow_nil?: false
    belongs_to :log, Blog.Log, allow_nil?: false
    belongs_to :stranger, Elsewhere.Person, allow_nil?: false
    belongs_to :draft, Blog.Post, allow_nil?: false
  end
end
