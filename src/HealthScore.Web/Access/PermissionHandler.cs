using Microsoft.AspNetCore.Authorization;

namespace HealthScore.Web.Access;

internal sealed class PermissionHandler(CurrentActor current) : AuthorizationHandler<NeedsAttribute>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, NeedsAttribute requirement)
    {
        if (await current.FindAsync(context.User, CancellationToken.None) is { } actor && actor.May(requirement.Permission))
            context.Succeed(requirement);
    }
}
