defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo

    check_constraints do
      check_constraint :priority, "priority_known", check: "priority IN ('low', 'high')"
      check_constraint :title, "title_known", check: "title IN ('a', 'b')"
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :title, :string
    attribute :status, Blog.Post.Status
    #                  ^^^^^^^ limited
    attribute :review_state, Blog.Post.ReviewState
    #                        ^^^^^^^ compared
    attribute :role, Blog.Post.Role, default: "author"
    #                ^^^^^^^ defaulted (hint)
    attribute :priority, Blog.Post.Priority
    #                    ^^^^^^^ limited

    attribute :level, Blog.Post.Level do
      #               ^^^^^^^ limited
    end

    attribute :category, :string, default: "Misc"
    attribute :content_type, :string, default: "text/html"
    attribute :mood_status, :string
    attribute :kind, Blog.Kind
    attribute :type, :atom, constraints: [one_of: [:a, :b]]
  end

  relationships do
    has_many :comments, Blog.Comment
  end

  actions do
    read :open do
      filter expr(review_state == "open" and exists(comments, mood_status == "a" or mood_status == "b"))
    end

    update :close do
      change set_attribute(:review_state, "closed")
      change set_attribute(:mood_status, "calm")
    end
  end

  validations do
    validate one_of(:status, ["draft", "published"])
  end
end
