defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo

    references do
      reference :author, on_delete: :delete, index?: true
      #                  ^^^^^^^^^^^^^^^^^^ changed
      #                                      ^^^^^^^^^^^^ changed

      reference :editor, on_delete: {:nilify, [:editor_id]}, deferrable: :initially
      #                                                      ^^^^^^^^^^^^^^^^^^^^^^ changed

      reference :ignored, ignore?: true
      reference :same, on_delete: :nilify, match_with: [plain_id: :id], match_type: :full
    end

  end

  attributes do
    uuid_primary_key :id
    attribute :plain_id, :uuid
  end

  relationships do
    belongs_to :author, Blog.Author
    belongs_to :editor, Blog.Author

    belongs_to :plain, Blog.Author
    #          ^^^^^^ added

    belongs_to :ignored, Blog.Author
    #          ^^^^^^^^ removed

    belongs_to :same, Blog.Author
    belongs_to :foreign, Vendor.Thing
  end

  actions do
    defaults [:read, create: :*]
  end
end
