using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Referrals.Console.SignIn;

/// <summary>The page that answers a form which was sent too late, and keeps it.</summary>
/// <param name="Form">What was sent, sealed.</param>
/// <param name="WasTried">Whether somebody tried to open it, and could not.</param>
public sealed record LatePage(string Form, bool WasTried)
{
    /// <summary>Name of the field that holds it.</summary>
    public const string Field = "late-form";

    internal Task ShowAsync(HttpContext context) => new ViewResult
    {
        ViewName = "/SignIn/Late.cshtml",
        ViewData = new ViewDataDictionary<LatePage>(context.RequestServices.GetRequiredService<IModelMetadataProvider>(), new ModelStateDictionary()) { Model = this },
    }.ExecuteResultAsync(new ActionContext(context, context.GetRouteData(), new ActionDescriptor()));
}
