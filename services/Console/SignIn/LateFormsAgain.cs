using Microsoft.AspNetCore.Http.Features;
using Referrals.Console.Calls;

namespace Referrals.Console.SignIn;

/// <summary>
/// Whoever sent a form too late and has signed in again is shown its page with all that was filled in. Nothing is sent by that, so that
/// it needs no other protection than the seal.
/// </summary>
internal sealed class LateFormsAgain(RequestDelegate next, LateForms forms)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (await FindAsync(context.Request) is not { } late)
        {
            await next(context);
            return;
        }

        if (context.FindPerson() is not { } person || forms.Open(person.Principal.Name, context.Request.Address(), late) is not { } form)
        {
            await new LatePage(late, WasTried: true).ShowAsync(context);
            return;
        }

        context.Request.Method = HttpMethods.Get;
        context.Features.Set<IFormFeature>(new FormFeature(form));
        context.SetLateForm(late);
        await next(context);
    }

    private static async Task<string?> FindAsync(HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType)
            return null;
        try
        {
            return (await request.ReadFormAsync(request.HttpContext.RequestAborted))[LatePage.Field];
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            // No form that could be read; whoever wants it says so.
            return null;
        }
    }
}
