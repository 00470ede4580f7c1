using Microsoft.AspNetCore.Components.Server.Circuits;

namespace HealthScore.Web.Shared;

/// <summary>Whether the browser of an open page can be reached. What it is told while it cannot is lost, so that parts of the page wait and catch up.</summary>
public sealed class CircuitConnection : CircuitHandler
{
    private bool wasUp;

    /// <summary>False while the connection is lost.</summary>
    public bool IsUp { get; private set; } = true;

    /// <summary>Raised when a lost connection is there again.</summary>
    public event Action? CameBack;

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        (IsUp, var isReturn, wasUp) = (true, wasUp, true);
        if (isReturn) CameBack?.Invoke();
        return Task.CompletedTask;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        IsUp = false;
        return Task.CompletedTask;
    }
}
