defmodule Blog.Member do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  attributes do
    uuid_primary_key :id

    attribute :role, :atom,
      default: :member,
      allow_nil?: false,
      public?: true,
      constraints: [one_of: [:member, :admin, :"co-owner"]]

    #                ^^^^^ open
    attribute :plan, :atom do
      #              ^^^^^ open
      public? true
      constraints one_of: [:one, :two]
    end

    attribute :invitation_state_of_the_member, :atom,
      public?: true,
      allow_nil?: false,
      constraints: [one_of: [:invited, :accepted]]
    #                                          ^^^^^ open
  end

  actions do
    read :staff do
      filter expr(role in [:admin, :"co-owner"] and not is_nil(plan))
    end

    update :promote do
      change set_attribute(:role, :admin)
    end

    update :invite do
      change set_attribute(:invitation_state_of_the_member, :invited)
    end

    update :accept do
      change set_attribute(:invitation_state_of_the_member, :accepted)
      validate attribute_equals(:invitation_state_of_the_member, :invited)
    end
  end
end
