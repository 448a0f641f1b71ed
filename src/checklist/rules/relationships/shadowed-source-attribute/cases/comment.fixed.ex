defmodule Blog.Comment do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "comments"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :author_id, :uuid, allow_nil?: false

    attribute :post_id, :uuid do
      public? true
      allow_nil? false
    end

    attribute :thread_id, :uuid, allow_nil?: false, public?: true
    attribute :site_id, :string
    attribute :owner_id, :uuid, writable?: true, allow_nil?: false
    attribute :same_id, :uuid_v7, allow_nil?: false, public?: true
    attribute :settled_id, :uuid
    attribute :computed_id, :uuid, allow_nil?: @optional
    attribute :custom_id, Elsewhere.Id
    attribute :badge_id, :uuid
  end

  relationships do
    belongs_to :author, Blog.Author, allow_nil?: false, define_attribute?: false
    #                                ^^^^^^^^^^^^^^^^^ nullable

    belongs_to :post, Blog.Post do
      allow_nil? false
    # ^^^^^^^^^^^^^^^^ nullable
      public? true
      define_attribute? false
    end

    belongs_to :thread, Blog.Thread
    #                                ^^^^^^^^^^^^^^^^ dead (info)
    belongs_to :site, Blog.Site
    #                            ^^^^^^^^^^^^^^^^^^^^^^^^ conflict
    belongs_to :owner, Blog.Author, allow_nil?: false
    #                               ^^^^^^^^^^^^^^^^^^^^^^^^^^ dead (info)
    #                                                           ^^^^^^^^^^^^^^^^^ nullable
    belongs_to :same, Blog.Author, allow_nil?: false, attribute_type: :uuid, attribute_public?: true
    belongs_to :settled, Blog.Author, allow_nil?: false, define_attribute?: false
    belongs_to :computed, Blog.Author, allow_nil?: false
    belongs_to :custom, Blog.Author, attribute_type: :uuid
    belongs_to :badge, Blog.Badge, allow_nil?: true
    #                              ^^^^^^^^^^^^^^^^^^ conflict
    belongs_to :undeclared, Blog.Author, allow_nil?: false, public?: true
  end
end
