defmodule Helpdesk.Support.Ticket.Policies do
  @moduledoc "Who may see and change a ticket."

  use Spark.Dsl.Fragment,
    of: Ash.Resource,
    authorizers: [Ash.Policy.Authorizer]

  policies do
    bypass actor_attribute_equals(:role, :admin) do
      authorize_if always()
    end

    policy action_type(:read) do
      authorize_if actor_attribute_equals(:role, :agent)
      authorize_if relates_to_actor_via(:requester)
      authorize_if relates_to_actor_via(:watchers)
    end

    policy action(:open) do
      authorize_if actor_present()
    end

    policy action(:reopen) do
      authorize_if actor_attribute_equals(:role, :agent)
      authorize_if relates_to_actor_via(:requester)
    end

    policy action([:update, :assign, :track_time, :escalate]) do
      authorize_if actor_attribute_equals(:role, :agent)
    end

    policy action([:wait_for_customer, :resume, :resolve, :close]) do
      authorize_if actor_attribute_equals(:role, :agent)
    end
  end
end
