using HealthScore.Engine.Storage;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;

namespace HealthScore.Web.Access;

/// <summary>Sign-in by cookie. Whatever does not say otherwise is closed to strangers.</summary>
public static class WebAccess
{
    public static IServiceCollection AddWebAccess(this IServiceCollection services)
    {
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        new IdentityBuilder(typeof(AppUser), services).AddSignInManager<UserSignIn>();
        services.AddScoped(s => (UserSignIn)s.GetRequiredService<SignInManager<AppUser>>());
        services.ConfigureApplicationCookie(ConfigureCookie);
        services.Configure<SecurityStampValidatorOptions>(o => o.ValidationInterval = CircuitSession.Interval);
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, CircuitSession>();
        services.AddScoped<CurrentActor>();
        services.AddScoped<IAuthorizationHandler, PermissionHandler>();
        return services;
    }

    public static void MapWebAccess(this WebApplication app) =>
        app.MapPost("/signout", async (HttpContext http, IAntiforgery antiforgery, UserSignIn signIn) =>
        {
            if (!await antiforgery.IsRequestValidAsync(http)) return Results.BadRequest();
            await signIn.SignOutAsync();
            return Results.LocalRedirect("/signin");
        }).AllowAnonymous();

    private static void ConfigureCookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "healthscore";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromHours(8);
        options.SlidingExpiration = true;
        options.LoginPath = "/signin";
        options.ReturnUrlParameter = "return";
        options.Events.OnRedirectToLogin = context =>
        {
            if (context.HttpContext.IsForMachines())
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            else
                context.Response.Redirect(context.RedirectUri);
            return Task.CompletedTask;
        };
        // The page for this status is shown in place, under the address that was asked for.
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }
}
