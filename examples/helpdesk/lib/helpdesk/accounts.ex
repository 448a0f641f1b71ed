defmodule Helpdesk.Accounts do
  @moduledoc "Organizations, the people in them, their teams and their API keys."

  use Ash.Domain, otp_app: :helpdesk

  resources do
    resource Helpdesk.Accounts.Organization do
      define :register_organization, action: :register, args: [:name, :slug]
      define :get_organization_by_slug, action: :read, get_by: [:slug]
      define :suspend_organization, action: :suspend
    end

    resource Helpdesk.Accounts.User do
      define :invite_user, action: :invite, args: [:email, :name]
      define :get_user_by_email, action: :read, get_by: [:email]
      define :change_user_role, action: :change_role, args: [:role]
      define :deactivate_user, action: :deactivate
    end

    resource Helpdesk.Accounts.Team do
      define :list_teams, action: :read
      define :create_team, action: :create, args: [:name]
      define :archive_team, action: :archive
    end

    resource Helpdesk.Accounts.TeamMembership do
      define :add_to_team, action: :add, args: [:team_id, :user_id]
      define :remove_from_team, action: :destroy
    end

    resource Helpdesk.Accounts.ApiKey do
      define :issue_api_key, action: :issue, args: [:name]
      define :get_api_key_by_prefix, action: :read, get_by_identity: :unique_prefix
      define :revoke_api_key, action: :revoke
    end
  end
end
