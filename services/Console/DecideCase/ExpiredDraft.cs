using Grpc.Core;
using Referrals.Console.Calls;
using Referrals.Console.SignIn;
using Referrals.Triage.V1;

namespace Referrals.Console.DecideCase;

/// <summary>A decision that was sent after the session had ended is kept as the officer's draft, and not made.</summary>
internal sealed class ExpiredDraft(PersonCalls calls) : IExpiredPost
{
    public async Task<bool> KeepAsync(HttpContext context, Person person)
    {
        // The other forms of the page would leave an empty draft.
        if (context.Request.Path.Value?.Split('/') is not ["", "cases", var caseId, var country] || !DecisionForm.IsIn(context.Request))
            return false;
        var form = DecisionForm.Read(await context.Request.ReadFormAsync(context.RequestAborted));
        if (form.RequestId.Length == 0)
            return false;
        try
        {
            await calls.As(person).Triage.SaveDraftAsync(
                new SaveDraftRequest { RequestId = $"{form.RequestId}.late", CountryCase = $"cases/{caseId}/countries/{country}", Draft = form.ToDraft() },
                cancellationToken: context.RequestAborted);
            return true;
        }
        catch (RpcException)
        {
            return false;
        }
    }
}
