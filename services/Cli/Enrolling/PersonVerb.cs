using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Views;
using Referrals.Identity.V1;

namespace Referrals.Cli.Enrolling;

/// <summary><c>person list|reset|unlock</c></summary>
internal static class PersonVerb
{
    private const string Operator = "operator";
    private static readonly Argument<string> Person = Options.Id("NAME", "The name of a principal, such as officer/okoro");

    public static Command Create() => Verb.Group("person", "What people sign in to the console with; each change is recorded in the log (operator)", CreateList(), CreateReset(), CreateUnlock());

    private static Command CreateList() => Verb.Create("list", "Who has set what, and who is locked out", [Paging.Limit], async run =>
    {
        var clients = await run.CallAsync(Operator);
        var all = new ListAccountsResponse();
        await Paging.ReadAsync(run, async (size, token) =>
        {
            var page = await clients.Accounts.ListAccountsAsync(new() { PageSize = size, PageToken = token }, cancellationToken: run.CancellationToken);
            all.Accounts.AddRange(page.Accounts);
            return (page.Accounts.Count, page.NextPageToken);
        });
        return run.Show(all, console =>
        {
            var table = Tables.Of("Name", "Passkeys", "Password", "Recovery codes", "Locked until");
            foreach (var account in all.Accounts)
                table.Row(account.Principal, $"{account.Passkeys.Count}", account.HasPassword ? "set" : "", $"{account.RecoveryCodesLeft}", Times.Words(account.LockedUntil));
            console.WriteOr(table, "Nobody has set anything.");
        });
    });

    private static Command CreateReset() => Verb.Create("reset", "Take passkeys, password and recovery codes away and end the sessions; a new one-time link is made", [Person], async run =>
    {
        var clients = await run.CallAsync(Operator);
        var request = new ResetAccountRequest { RequestId = run.RequestId(), Principal = run.Get(Person) };
        var response = await clients.Accounts.ResetAccountAsync(request, cancellationToken: run.CancellationToken);
        return run.Show(response, console => console.Line(
            $"{response.Account.Principal} is reset. A one-time link is in sign-in/{response.Account.Principal.Replace('/', '-')}.link of the data directory within seconds."));
    });

    private static Command CreateUnlock() => Verb.Create("unlock", "Let somebody try again at once who was locked out by wrong attempts", [Person], async run =>
    {
        var clients = await run.CallAsync(Operator);
        var request = new UnlockAccountRequest { RequestId = run.RequestId(), Principal = run.Get(Person) };
        var response = await clients.Accounts.UnlockAccountAsync(request, cancellationToken: run.CancellationToken);
        return run.Show(response, console => console.Line($"{response.Account.Principal} may try again."));
    });
}
