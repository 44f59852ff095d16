using Grpc.Core;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Referrals.Console.Calls;
using Referrals.Console.Words;
using Code = Grpc.Core.StatusCode;

namespace Referrals.Console.Serving;

/// <summary>What pages of a signed-in person share.</summary>
public abstract class ConsolePage(ExchangeClients clients, Texts texts) : PageModel
{
    private const Code SignedOut = Code.Unauthenticated;

    /// <summary>What is wrong with the form, to be shown above it: the field's id, or empty, and the words.</summary>
    public List<FormError> Errors { get; } = [];

    public Person Person => HttpContext.GetPerson();

    /// <summary>What is wrong with the field of an id; null for nothing.</summary>
    public string? Wrong(string id) => Errors.Find(error => error.Field == id)?.Text;

    /// <summary>Whether the form of this handler was sent, and comes back because it was not taken.</summary>
    public bool WasSent(string handler) => Request.HasFormContentType && Request.Query["handler"] == handler;

    /// <summary>What was typed into the form of a handler, to be shown again when it was not taken.</summary>
    public string Typed(string handler, string name) => WasSent(handler) ? FormText.Of(Request.Form, name) : "";

    protected ExchangeClients Clients => clients;

    protected Texts T => texts;

    protected CancellationToken Stop => HttpContext.RequestAborted;

    /// <summary>A new idempotence key, for a form that is about to be shown.</summary>
    protected static string NewRequestId() => Guid.NewGuid().ToString("N");

    /// <summary>Null when the call was made; why not otherwise.</summary>
    protected static async Task<Trouble?> TryAsync(Func<Task> call)
    {
        try
        {
            await call();
            return null;
        }
        catch (RpcException exception) when (exception.StatusCode is not SignedOut)
        {
            return Trouble.Of(exception);
        }
    }
}
