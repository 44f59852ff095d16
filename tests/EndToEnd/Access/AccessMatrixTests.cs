using Google.Protobuf.Reflection;
using Grpc.Core;
using Referrals.Audit.V1;
using Referrals.Common.V1;
using Referrals.Platform.Access;
using Referrals.Testing;
using Right = Referrals.Common.V1.Right;

namespace Referrals.EndToEnd.Access;

/// <summary>Every rpc, called by every role in every standing, as the protos and the policy say.</summary>
public sealed class AccessMatrixTests(RunningExchange exchange) : IClassFixture<RunningExchange>
{
    private static IReadOnlyList<MethodDescriptor> Methods { get; } = [.. AccessTable.ExchangeServices.SelectMany(service => service.Methods)];

    [Fact]
    public void Every_rpc_says_what_it_does_and_every_role_that_may_call_it_has_that_right()
    {
        foreach (var method in Methods)
        {
            Assert.True(method.RightOf() != Right.Unspecified, $"{method.FullName} does not say what it does");
            Assert.NotEmpty(method.RolesOf());
            Assert.All(method.RolesOf(), role => Assert.True(AccessPolicy.Knows(role, method.RightOf()), $"{method.FullName} is open to {role}, which has no {method.RightOf()}"));
        }

        Assert.Empty(MatrixRequests.Missing(Methods));
    }

    [Fact]
    public async Task Every_call_is_answered_as_the_policy_says_and_every_refusal_is_in_the_log()
    {
        var world = await MatrixWorld.MakeAsync(exchange);
        var refusals = new Dictionary<string, int>();
        var wrong = new List<string>();
        foreach (var (name, method, make) in MatrixRequests.Of(Methods))
        {
            // Those who may not come first, so that what the others change is not in their way.
            foreach (var caller in MatrixCaller.All.Select(caller => MatrixRequests.Towards(name, caller)).OrderBy(caller => MayCall(method, caller)))
            {
                var mine = await CallAsync(name, method, caller, make(world.For(caller))!, MayCall(method, caller), wrong);
                if (mine.Code is StatusCode.PermissionDenied or StatusCode.NotFound && !MayCall(method, caller))
                    refusals[Path(method)] = refusals.GetValueOrDefault(Path(method)) + 1;
                if (MatrixRequests.NamesNothing(method) || !method.RolesOf().Contains(caller.Role) || make(MatrixWorld.Nothing) is not { } nothing)
                    continue;

                var none = await CallAsync(name, method, caller.TowardsNothing, nothing, MayCall(method, caller.TowardsNothing), wrong);
                if (!MayCall(method, caller) && none != mine)
                    wrong.Add($"{name} tells {caller.Name} whether it exists: {mine} and {none}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.NotEmpty(refusals);
        await Eventually.ResultAsync(RecordedAsync, recorded => refusals.All(entry => recorded.GetValueOrDefault(entry.Key) >= entry.Value), because: "each refusal is in the log");
    }

    private async Task<MatrixAnswer> CallAsync(string name, MethodDescriptor method, MatrixCaller caller, Google.Protobuf.IMessage request, bool may, List<string> wrong)
    {
        var answer = await MatrixCall.RunAsync(exchange.Access.Call("intake", CallerOf(method, caller)), method, request, may);
        if (Expected(method, caller, may, answer) is { } why)
            wrong.Add($"{name} by {caller.Name} ({caller.Standing}) answered {answer}, {why}");
        return answer;
    }

    /// <summary>All services of an embedded exchange are behind one address. Some calls are of one service only.</summary>
    private static string CallerOf(MethodDescriptor method, MatrixCaller caller) => (caller.Role, method.Name) switch
    {
        (Role.Service, "GetForMatching") => "service/matching",
        (Role.Service, "SubmitForCase") => "service/routing",
        (Role.Service, "RecordInformationRequest") => "service/triage",
        (Role.Service, _) when method.Service.Name == "AccountService" => "service/console",
        _ => caller.Name,
    };

    private static bool MayCall(MethodDescriptor method, MatrixCaller caller) =>
        method.RolesOf().Contains(caller.Role) && (MatrixRequests.NamesNothing(method) || AccessPolicy.Allows(caller.Role, method.RightOf(), caller.Standing));

    private static string? Expected(MethodDescriptor method, MatrixCaller caller, bool may, MatrixAnswer answer)
    {
        var code = answer.Code;
        if (code == StatusCode.Unimplemented)
            return null; // It does nothing, for anybody.
        StatusCode[] refused = MatrixRequests.NamesNothing(method)
            ? [StatusCode.Unauthenticated, StatusCode.PermissionDenied]
            : [StatusCode.Unauthenticated, StatusCode.PermissionDenied, StatusCode.NotFound];
        if (may)
            return (refused.Contains(code) && !answer.Text.Contains(MatrixRequests.OfItsOwn, StringComparison.Ordinal)) || code is StatusCode.Internal or StatusCode.Unknown or StatusCode.Unavailable ? "and it may" : null;
        var expected = method.RolesOf().Contains(caller.Role) ? StatusCode.NotFound : StatusCode.PermissionDenied;
        return code == expected ? null : $"not {expected}";
    }

    private static string Path(MethodDescriptor method) => $"/{method.Service.FullName}/{method.Name}";

    private async Task<Dictionary<string, int>> RecordedAsync()
    {
        var auditor = new AuditService.AuditServiceClient(exchange.Access.Call("audit", "auditor/mercier"));
        var counts = new Dictionary<string, int>();
        var request = new SearchRequest { PageSize = 1000, EventTypes = { "access_refused" } };
        do
        {
            var page = await auditor.SearchAsync(request);
            foreach (var method in page.Records.Select(record => record.LeafJson.Split("\"method\":\"")[1].Split('"')[0]))
                counts[method] = counts.GetValueOrDefault(method) + 1;
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        return counts;
    }
}
