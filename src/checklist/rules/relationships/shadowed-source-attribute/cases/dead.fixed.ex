defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :author_id, :uuid
    attribute :editor_id, :uuid, writable?: true
    attribute :publisher_id, :uuid
    attribute :reviewer_id, :uuid
    attribute :translator_id, :uuid
  end

  relationships do
    belongs_to :author, Blog.Author
    #                                ^^^^^^^^^^^^^^^^^^^^^^^^^^ dead (info)

    belongs_to :editor, Blog.Author do
    # ^^^^^^^^^^^^^^^^^^^^^^^^^ dead (info)
      public? true
    end

    belongs_to :publisher, Blog.Publishing.CompanyOfTheWholeGroup, source_attribute: :publisher_id
    # ^^^^^^^^^^^^^^^^^^^^^^^^^^ dead (info)

    belongs_to :translator, Blog.Author, attribute_writable?: true, attribute_public?: false
  end
end
