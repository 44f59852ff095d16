using Grpc.Core;
using Referrals.Operations.V1;
using Referrals.Platform.Tests.Probe;
using Referrals.Testing;
using Xunit;

namespace Referrals.Platform.Tests.Limits;

public sealed class RefusedCallTests
{
    [Fact]
    public async Task Calls_that_a_role_may_not_make_count_as_others_do_and_fill_no_log()
    {
        await using var service = await ProbeService.StartAsync(StoreKind.Sqlite, new ServiceSettings
        {
            Configuration = new Dictionary<string, string> { ["Limits:CallsPerSecond"] = "1", ["Limits:HoldRefusalsMilliseconds"] = "0" },
        });
        var operations = new OperationsService.OperationsServiceClient(service.As(Callers.Agency("uk-nca")));

        var codes = await Task.WhenAll(Enumerable.Range(0, 200).Select(async _ => (await Assert.ThrowsAsync<RpcException>(async () => await operations.ListParkedAsync(new ListParkedRequest()))).StatusCode));

        Assert.Contains(StatusCode.PermissionDenied, codes);
        Assert.Contains(StatusCode.ResourceExhausted, codes);
        Assert.Equal(
            codes.Count(code => code == StatusCode.PermissionDenied),
            (await service.AuditBodiesAsync()).Count(body => body.Contains("\"type\":\"access_refused\"", StringComparison.Ordinal)));
    }
}
