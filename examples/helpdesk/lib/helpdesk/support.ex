defmodule Helpdesk.Support do
  @moduledoc "Tickets and everything that is said, attached and promised about them."

  use Ash.Domain, otp_app: :helpdesk

  resources do
    resource Helpdesk.Support.Ticket do
      define :open_ticket, action: :open, args: [:subject, :description]
      define :get_ticket_by_number, action: :read, get_by: [:number]
      define :list_inbox, action: :inbox
      define :list_overdue_tickets, action: :overdue
      define :search_tickets, action: :search, args: [:query]
      define :assign_ticket, action: :assign
      define :resolve_ticket, action: :resolve
      define :close_ticket, action: :close
      define :reopen_ticket, action: :reopen
    end

    resource Helpdesk.Support.Comment do
      define :reply_to_ticket, action: :reply, args: [:ticket_id, :body]
    end

    resource Helpdesk.Support.Attachment do
      define :attach_file, action: :attach
    end

    resource Helpdesk.Support.Tag do
      define :create_tag, action: :find_or_create, args: [:name]
      define :get_tag_by_name, action: :read, get_by: [:name]
      define :list_tags, action: :read
    end

    resource Helpdesk.Support.TicketTag

    resource Helpdesk.Support.TicketWatcher do
      define :watch_ticket, action: :watch, args: [:ticket_id]
      define :unwatch_ticket, action: :destroy
    end

    resource Helpdesk.Support.SlaPolicy do
      define :create_sla_policy, action: :create, args: [:name]
      define :list_sla_policies, action: :read
    end

    resource Helpdesk.Support.SatisfactionSurvey do
      define :answer_survey, action: :answer, args: [:ticket_id, :score]
    end

    resource Helpdesk.Support.WebhookEndpoint do
      define :register_webhook, action: :register, args: [:url, :secret]
      define :disable_webhook, action: :disable
    end

    resource Helpdesk.Support.BlockedSender do
      define :block_sender, action: :block, args: [:email]
      define :get_blocked_sender, action: :read, get_by: [:email]
    end
  end
end
