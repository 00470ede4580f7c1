using HealthScore.Domain.Primitives;
using Microsoft.AspNetCore.Authorization;

namespace HealthScore.Web.Access;

/// <summary>Lets a page or endpoint be asked for only by roles with the permission; Engine checks again.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsAttribute(Permission permission) : AuthorizeAttribute, IAuthorizationRequirementData, IAuthorizationRequirement
{
    public Permission Permission { get; } = permission;

    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];
}
