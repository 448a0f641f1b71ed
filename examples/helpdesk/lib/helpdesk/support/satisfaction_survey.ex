defmodule Helpdesk.Support.SatisfactionSurvey do
  use Helpdesk.Resource, domain: Helpdesk.Support

  postgres do
    table "satisfaction_surveys"
    repo Helpdesk.Repo

    references do
      reference :organization, on_delete: :delete
      reference :ticket, on_delete: :delete, index?: true
    end

    check_constraints do
      check_constraint :score, "satisfaction_surveys_score_range",
        check: "score BETWEEN 1 AND 5",
        message: "must be between 1 and 5"
    end
  end

  multitenancy do
    strategy :attribute
    attribute :organization_id
  end

  actions do
    defaults [:read]

    create :answer do
      accept [:ticket_id, :score, :feedback]
    end
  end

  attributes do
    attribute :score, :integer do
      allow_nil? false
      public? true
      constraints min: 1, max: 5
    end

    attribute :feedback, :string, public?: true
  end

  relationships do
    belongs_to :organization, Helpdesk.Accounts.Organization, allow_nil?: false
    belongs_to :ticket, Helpdesk.Support.Ticket, allow_nil?: false, public?: true
  end
end
