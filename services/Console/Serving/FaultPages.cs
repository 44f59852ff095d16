using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Referrals.Console.Calls;

namespace Referrals.Console.Serving;

/// <summary>A page whose service said no, or is away, says which it is, without a word of what was being handled.</summary>
internal sealed class FaultPages(ILogger<FaultPages> logger, IModelMetadataProvider metadata) : IExceptionFilter
{
    public void OnException(ExceptionContext context)
    {
        if (context.Exception is OperationCanceledException && context.HttpContext.RequestAborted.IsCancellationRequested)
            return;
        var code = (context.Exception as RpcException)?.StatusCode;
        var route = context.ActionDescriptor.AttributeRouteInfo?.Template ?? "";
        if (context.Exception is RpcException call)
            logger.CallRefused(route, call.StatusCode.ToString());
        else
            logger.PageFailed(route, context.Exception.GetType().Name, context.Exception.StackTrace);
        if (code == StatusCode.Unauthenticated)
            context.Result = new ChallengeResult();
        else
            context.Result = Page(StatusOf(code), metadata);
        context.ExceptionHandled = true;
    }

    /// <summary>A whole page that says what is wrong.</summary>
    public static ViewResult Page(int status, IModelMetadataProvider metadata) => new()
    {
        ViewName = "/Serving/Trouble.cshtml",
        StatusCode = status,
        ViewData = new ViewDataDictionary<int>(metadata, new ModelStateDictionary()) { Model = status },
    };

    private static int StatusOf(StatusCode? code) => code switch
    {
        StatusCode.NotFound or StatusCode.InvalidArgument or StatusCode.PermissionDenied => StatusCodes.Status404NotFound,
        StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.ResourceExhausted or StatusCode.Cancelled => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };
}
