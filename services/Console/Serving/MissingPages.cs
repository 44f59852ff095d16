using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Referrals.Console.Serving;

/// <summary>
/// An address that is none, and a form that is not this session's, are answered with a page as well: the same for what does not exist
/// and for what is not the reader's.
/// </summary>
internal sealed class MissingPages(RequestDelegate next, IModelMetadataProvider metadata)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        var response = context.Response;
        if (response.HasStarted || response.ContentType is not null || response.StatusCode is not (StatusCodes.Status400BadRequest or StatusCodes.Status404NotFound))
            return;
        await FaultPages.Page(response.StatusCode, metadata).ExecuteResultAsync(new ActionContext(context, context.GetRouteData(), new ActionDescriptor()));
    }
}
