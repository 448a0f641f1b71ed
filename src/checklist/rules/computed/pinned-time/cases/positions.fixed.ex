defmodule Blog.Post do
  use Ash.Resource,
    domain: Blog,
    data_layer: AshPostgres.DataLayer,
    authorizers: [Ash.Policy.Authorizer]

  resource do
    base_filter expr(publish_at < now())
    #                              ^^^^^^^^^^^^^^^^^^ frozen
  end

  attributes do
    uuid_primary_key :id
    attribute :publish_at, :utc_datetime_usec
    attribute :due_on, :date
    attribute :local_at, :naive_datetime
    attribute :seen_at, :utc_datetime_usec
    create_timestamp :inserted_at
  end

  relationships do
    has_many :comments, Blog.Comment do
      filter expr(inserted_at > now())
      #                          ^^^^^^^^^^^^^^^^^^^^^^^^^ frozen
    end

    has_many :late_comments, Blog.Comment, filter: expr(due_on < today())
    #                                                             ^^^^^^^^^^^^^^^^ frozen
  end

  identities do
    identity :one_future, [:due_on], where: expr(publish_at > ^DateTime.utc_now())
    #                                                          ^^^^^^^^^^^^^^^^^^ identity
  end

  actions do
    defaults [:destroy]

    read :published do
      filter expr(publish_at < now() and due_on >= today())
      #                         ^^^^^^^^^^^^^^^^^^ frozen
      #                                                           ^^^^^^^^^^^^^^^^ frozen
      prepare build(filter: expr(inserted_at > ago(7, :day)))
      #                                                      ^^^^^^^^^^^^^^^^^^ frozen
    end

    read :soon do
      filter expr(publish_at < from_now(3600, :second))
      #                          ^^^^^^^^^^^^^^^^^^ frozen
      filter expr(publish_at > ago(2, :month))
      #                                        ^^^^^^^^^^^^^^^^^^ frozen
      filter expr(due_on < date_add(today(), 7, :day))
      #                              ^^^^^^^^^^^^^^^^ frozen
      filter expr(due_on > today())
      #                                      ^^^^^^^^^^^^^^^^^^ frozen
    end

    update :see do
      change atomic_update(:seen_at, expr(now()))
      #                                    ^^^^^^^^^^^^^^^^^^ frozen
    end
  end

  preparations do
    prepare build(filter: Ash.Expr.expr(publish_at < now()))
    #                                                 ^^^^^^^^^^^^^^^^^^ frozen
  end

  calculations do
    calculate :overdue?, :boolean, expr(due_on < today())
    #                                             ^^^^^^^^^^^^^^^^ frozen
  end

  aggregates do
    count :open_comments, :comments do
      filter expr(due_on > today())
      #                     ^^^^^^^^^^^^^^^^ frozen
    end
  end

  policies do
    policy [action_type(:read), expr(publish_at < now())] do
      #                                            ^^^^^^^^^^^^^^^^^^ frozen
      authorize_if expr(publish_at < now())
      #                               ^^^^^^^^^^^^^^^^^^ frozen
    end
  end
end
