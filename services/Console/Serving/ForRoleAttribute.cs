using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Referrals.Common.V1;
using Referrals.Console.Calls;

namespace Referrals.Console.Serving;

/// <summary>
/// Who may open a page. Whoever is not signed in is asked to; for any other role there is no such page. The services decide
/// for themselves what the person may see.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ForRoleAttribute(params Role[] roles) : Attribute, IAuthorizationFilter
{
    public void OnAuthorization(AuthorizationFilterContext context)
    {
        if (context.HttpContext.FindPerson() is not { } person)
            context.Result = new ChallengeResult();
        else if (!roles.Contains(person.Principal.Role))
            context.Result = FaultPages.Page(StatusCodes.Status404NotFound, context.HttpContext.RequestServices.GetRequiredService<IModelMetadataProvider>());
    }
}
