using System.Security.Claims;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Access;
using Microsoft.AspNetCore.Components.Authorization;

namespace HealthScore.Web.Access;

/// <summary>
/// Who acts. Asked once in a request, and anew at each call in a circuit, which lives for hours:
/// a role taken away counts at the next click, whatever cookie or circuit say.
/// </summary>
public sealed class CurrentActor(AuthenticationStateProvider state, ActingUser users)
{
    /// <summary>Somebody whose account is gone while their page is still open: may do nothing and sees no account.</summary>
    public static Actor Nobody { get; } = new("nobody", "Nobody", default, OwnerId: null, OnlyOwn: true);

    /// <summary>Who sent this request; null when nobody is signed in, and always in a circuit.</summary>
    public Actor? OfRequest { get; private set; }

    /// <summary>For pages, behind the sign-in: always an actor to hand to Engine.</summary>
    public async Task<Actor> GetAsync(CancellationToken ct = default) =>
        OfRequest ?? await FindAsync((await state.GetAuthenticationStateAsync()).User, ct) ?? Nobody;

    /// <summary>For endpoints, which have the request's user at hand.</summary>
    public async Task<Actor?> FindAsync(ClaimsPrincipal user, CancellationToken ct) =>
        OfRequest ?? await users.FindAsync(user.FindFirstValue(ClaimTypes.NameIdentifier), ct);

    /// <summary>Before anything is decided or drawn. Files need no actor, and a circuit's socket must not keep one.</summary>
    internal static async Task RememberAsync(HttpContext http, RequestDelegate next)
    {
        if (http.User.Identity?.IsAuthenticated == true && http.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata>() is not null)
        {
            var current = http.RequestServices.GetRequiredService<CurrentActor>();
            current.OfRequest = await current.FindAsync(http.User, http.RequestAborted);
            // Disabled or gone since the cookie was looked at last: a stranger from here on.
            if (current.OfRequest is null) http.User = new ClaimsPrincipal(new ClaimsIdentity());
        }

        await next(http);
    }
}
