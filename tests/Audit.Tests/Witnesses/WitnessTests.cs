using System.Net;
using Referrals.Audit.V1;
using Referrals.Cli.Witness;
using Referrals.Platform;
using Referrals.Platform.Auditing;
using Referrals.Testing;
using Referrals.TransparencyLog.Notes;
using Referrals.TransparencyLog.Trust;
using Referrals.TransparencyLog.Witness;

namespace Referrals.Audit.Tests.Witnesses;

/// <summary>The exchange and witnesses that partners run, each as it is shipped.</summary>
public sealed class WitnessTests : IDisposable
{
    private const string Origin = "referrals.local/log";
    private readonly Story story = new();
    private readonly TempDirectory exchange = new();
    private readonly TempDirectory partner = new();

    [Theory, InlineData(StoreKind.Sqlite), InlineData(StoreKind.Postgres)]
    public async Task A_checkpoint_carries_the_cosignatures_of_the_witnesses(StoreKind kind)
    {
        await using var witness = await StartAsync();
        await using var audit = await LogUnderTest.StartAsync(kind, Settings(witness));
        Tell();
        await audit.TellAsync(story.Tellings);
        var checkpoint = await CosignedAsync(audit, story.Tellings.Count);

        var signed = await audit.Client(Story.Auditor).GetCheckpointAsync(new GetCheckpointRequest());
        var trust = new LogTrust(Origin, [VerifierKey.Parse(signed.VerifierKeys[0])], [new TrustedWitness("uk-nca", VerifierKey.Parse(witness.VerifierKey))], 1);
        Assert.Equal(["uk-nca"], trust.TryVerify(checkpoint.Note, out _)!.CosignedBy);
        Assert.Equal(witness.VerifierKey, signed.Witnesses.Single().VerifierKey);
        var proof = await audit.Client(Story.Auditor).GetInclusionProofAsync(new GetInclusionProofRequest { Index = 0 });
        Assert.NotEmpty(proof.Checkpoint.CosignedBy);

        using var http = new HttpClient();
        var seen = await http.GetStringAsync(new Uri($"{witness.Address}/{WitnessDirectory.NameOf(Origin)}/checkpoint"));
        Assert.NotNull(trust.TryVerify(seen, out _));
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri($"{witness.Address}/{WitnessDirectory.NameOf("other")}/checkpoint"))).StatusCode);
    }

    [Fact]
    public async Task A_witness_that_starts_again_remembers_and_one_that_was_away_is_asked_again()
    {
        var witness = await StartAsync();
        var port = new Uri(witness.Address).Port;
        await using var audit = await LogUnderTest.StartAsync(StoreKind.Sqlite, Settings(witness));
        Tell();
        await audit.TellAsync(story.Tellings);
        await CosignedAsync(audit, story.Tellings.Count);
        await witness.DisposeAsync();
        Tell();
        await audit.TellAsync(story.Tellings.Skip(6));
        await audit.SignedAsync(12);
        await using var again = await StartAsync(port);
        await CosignedAsync(audit, 12);
    }

    [Fact]
    public async Task A_log_that_lost_what_a_witness_has_seen_is_disputed_and_everyone_hears_of_it()
    {
        await using var witness = await StartAsync();
        await using (var before = await LogUnderTest.StartAsync(StoreKind.Sqlite, Settings(witness)))
        {
            Tell();
            await before.TellAsync(story.Tellings);
            await CosignedAsync(before, story.Tellings.Count);
        }

        // The same key, another past.
        var settings = Settings(witness);
        var elsewhere = settings.Configuration.Append(new("Storage:Directory", exchange.File("another-store"))).ToDictionary();
        await using var after = await LogUnderTest.StartAsync(StoreKind.Sqlite, settings with { Configuration = elsewhere });
        var other = new Story();
        for (var i = 0; i < 3; i++)
            other.Whole(Ids.New("ref"), Ids.New("case"), "us-ice");
        await after.TellAsync(other.Tellings);

        await Eventually.Async(async () => (await after.LogAsync()).Any(record => record.Type == AuditTypes.LogDisputed));
        using var http = new HttpClient { BaseAddress = new Uri(after.WebAddress) };
        Assert.Contains("dispute", await http.GetStringAsync(new Uri("/health/ready", UriKind.Relative)), StringComparison.Ordinal);
        Assert.Empty((await after.CheckpointAsync())!.CosignedBy);
        Assert.NotEmpty(Directory.GetFiles(partner.File("evidence")));
    }

    [Theory]
    [InlineData("uk-nca", "http://127.0.0.1:1", "no key", "Key")]
    [InlineData("", "http://127.0.0.1:1", null, "Operator")]
    [InlineData("uk-nca", "ftp://127.0.0.1", null, "Address")]
    public async Task A_witness_that_cannot_be_asked_is_refused_at_the_start(string name, string address, string? key, string problem)
    {
        await using var witness = await StartAsync();
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => LogUnderTest.StartAsync(StoreKind.Sqlite, Settings(name, address, key ?? witness.VerifierKey)));
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        exchange.Dispose();
        partner.Dispose();
    }

    private void Tell() => story.Whole(Ids.New("ref"), Ids.New("case"), "uk-nca");

    private static Task<V1.Checkpoint> CosignedAsync(ServiceUnderTest<AuditDbContext> audit, int size) => Eventually.ResultAsync(
        async () => (await audit.CheckpointAsync())!, checkpoint => checkpoint?.TreeSize >= size && checkpoint.CosignedBy.Count == 1);

    /// <summary>A partner's witness; it learns the log's key as an operator would tell it.</summary>
    private async Task<WitnessServer> StartAsync(int port = 0)
    {
        using var key = TransparencyLog.Signatures.FileSigningKey.OpenOrCreate(exchange.File("keys", "log.1.key"));
        var log = new WitnessedLog(Origin, [VerifierKey.Of(Origin, SignatureType.Note, key.PublicKey)]);
        var witness = WitnessServer.Create(partner.Path, "witness.example/w1", [log], new IPEndPoint(IPAddress.Loopback, port), TimeProvider.System);
        await witness.StartAsync(CancellationToken.None);
        return witness;
    }

    private ServiceSettings Settings(WitnessServer witness) => Settings("uk-nca", witness.Address, witness.VerifierKey);

    private ServiceSettings Settings(string name, string address, string key) => new()
    {
        DataDirectory = exchange.Path,
        Configuration = new Dictionary<string, string>
        {
            ["Log:Witnesses:0:Operator"] = name,
            ["Log:Witnesses:0:Address"] = address,
            ["Log:Witnesses:0:Key"] = key,
            ["Log:RequiredOperators"] = "1",
        },
    };
}
