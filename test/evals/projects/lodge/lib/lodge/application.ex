defmodule Lodge.Application do
  use Application

  @impl true
  def start(_type, _args) do
    Supervisor.start_link([Lodge.Repo], strategy: :one_for_one, name: Lodge.Supervisor)
  end
end
