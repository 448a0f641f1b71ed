defmodule Blog.Post do
  use Ash.Resource,
    domain: Blog,
    data_layer: AshPostgres.DataLayer,
    authorizers: [Ash.Policy.Authorizer]

  resource do
    base_filter expr(publish_at < ^DateTime.utc_now())
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
      filter expr(inserted_at > ^DateTime.utc_now(:second))
      #                          ^^^^^^^^^^^^^^^^^^^^^^^^^ frozen
    end

    has_many :late_comments, Blog.Comment, filter: expr(due_on < ^Date.utc_today())
    #                                                             ^^^^^^^^^^^^^^^^ frozen
  end

  identities do
    identity :one_future, [:due_on], where: expr(publish_at > ^DateTime.utc_now())
    #                                                          ^^^^^^^^^^^^^^^^^^ identity
  end

  actions do
    defaults [:destroy]

    read :published do
      filter expr(publish_at < ^DateTime.utc_now() and due_on >= ^Date.utc_today())
      #                         ^^^^^^^^^^^^^^^^^^ frozen
      #                                                           ^^^^^^^^^^^^^^^^ frozen
      prepare build(filter: expr(inserted_at > ^DateTime.add(DateTime.utc_now(), -7, :day)))
      #                                                      ^^^^^^^^^^^^^^^^^^ frozen
    end

    read :soon do
      filter expr(publish_at < ^(DateTime.utc_now() |> DateTime.add(3600)))
      #                          ^^^^^^^^^^^^^^^^^^ frozen
      filter expr(publish_at > ^DateTime.shift(DateTime.utc_now(), month: -2))
      #                                        ^^^^^^^^^^^^^^^^^^ frozen
      filter expr(due_on < ^Date.add(Date.utc_today(), 7))
      #                              ^^^^^^^^^^^^^^^^ frozen
      filter expr(due_on > ^DateTime.to_date(DateTime.utc_now()))
      #                                      ^^^^^^^^^^^^^^^^^^ frozen
    end

    update :see do
      change atomic_update(:seen_at, expr(^DateTime.utc_now()))
      #                                    ^^^^^^^^^^^^^^^^^^ frozen
    end
  end

  preparations do
    prepare build(filter: Ash.Expr.expr(publish_at < ^DateTime.utc_now()))
    #                                                 ^^^^^^^^^^^^^^^^^^ frozen
  end

  calculations do
    calculate :overdue?, :boolean, expr(due_on < ^Date.utc_today())
    #                                             ^^^^^^^^^^^^^^^^ frozen
  end

  aggregates do
    count :open_comments, :comments do
      filter expr(due_on > ^Date.utc_today())
      #                     ^^^^^^^^^^^^^^^^ frozen
    end
  end

  policies do
    policy [action_type(:read), expr(publish_at < ^DateTime.utc_now())] do
      #                                            ^^^^^^^^^^^^^^^^^^ frozen
      authorize_if expr(publish_at < ^DateTime.utc_now())
      #                               ^^^^^^^^^^^^^^^^^^ frozen
    end
  end
end
