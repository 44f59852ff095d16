using Grpc.Core;
using Microsoft.AspNetCore.Antiforgery;
using Referrals.Console.Calls;
using Referrals.Console.SignIn;
using Referrals.Triage.V1;

namespace Referrals.Console.DecideCase;

/// <summary>A decision that was sent after the session had ended is kept as the officer's draft, and not made.</summary>
internal sealed class ExpiredDraft(PersonCalls calls, IAntiforgery antiforgery) : IExpiredPost
{
    public async Task KeepAsync(HttpContext context, Person person)
    {
        if (context.Request.Path.Value?.Split('/') is not ["", "cases", var caseId, var country]
            || !context.Request.HasFormContentType
            || !await antiforgery.IsRequestValidAsync(context))
            return;
        var form = DecisionForm.Read(await context.Request.ReadFormAsync(context.RequestAborted));
        if (form.RequestId.Length == 0)
            return;
        try
        {
            await calls.As(person).Triage.SaveDraftAsync(
                new SaveDraftRequest { RequestId = $"{form.RequestId}.late", CountryCase = $"cases/{caseId}/countries/{country}", Draft = form.ToDraft() },
                cancellationToken: context.RequestAborted);
        }
        catch (RpcException)
        {
            // Nothing more can be done for it here; earlier drafts are there.
        }
    }
}
