defmodule Forum.Message do
  use Ash.Resource, domain: Forum, data_layer: AshPostgres.DataLayer

  postgres do
    table "messages"
    repo Forum.Repo
  end

  actions do
    defaults [:read, create: [:text]]

    read :unanswered do
      filter expr(not exists(answer))
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :text, :string, public?: true
    create_timestamp :sent_at
  end

  relationships do
    belongs_to :question, __MODULE__
    belongs_to :quoted, __MODULE__

    has_one :answer, __MODULE__,
      destination_attribute: :question_id,
      from_many?: true,
      sort: [sent_at: :desc]
    #       ^^^^^^^ not-unique (info)

    has_one :quotation, __MODULE__,
      destination_attribute: :quoted_id,
      from_many?: true,
      sort: [sent_at: :desc]
    #       ^^^^^^^^^^ not-unique
  end

  calculations do
    calculate :answered?, :boolean, expr(exists(answer, not is_nil(text)))
    calculate :quoted_in, :string, expr(quotation.text)
  end
end
