using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Intake.V1;

namespace Referrals.Evaluation.Scale;

/// <summary>
/// An invented corpus of any size: each referral follows from the seed and its number alone, and so does the matter that it is
/// of. Of 100 referrals 38 repeat an earlier one, with other identifiers of the same persons and slips of the pen. Families share a
/// name and an address, devices are passed on, some addresses are a provider's for thousands, and a few files are everywhere.
/// </summary>
internal sealed class InventedCorpus(int seed)
{
    private const double Repeated = 0.38;
    private const int GivenNames = 4_000;
    private const int FamilyNames = 60_000;
    private const int Places = 2_000;
    private const int Words = 8_000;
    private const int ViralFiles = 500;
    private const int FamilySize = 4;
    private static readonly DateTimeOffset Beginning = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Agencies = ["uk-nca", "us-fbi", "us-ice", "au-afp", "de-bka"];
    private static readonly string[] Services = ["ExampleChat", "ExampleVideo", "ExampleSocial", "ExamplePay"];

    public static string IdOf(int number) => $"ref-{number:d26}";

    public static int NumberOf(string id) => int.Parse(id.AsSpan(4), CultureInfo.InvariantCulture);

    public static string CaseOf(int matter) => $"case-{matter:d26}";

    public static int NumberOfCase(string id) => int.Parse(id.AsSpan(5), CultureInfo.InvariantCulture);

    /// <summary>The first referral of the same matter, by which the matter goes.</summary>
    public int MatterOf(int number)
    {
        for (var at = number; ;)
        {
            var random = Draw(at, 1);
            if (at == 0 || random.NextDouble() >= Repeated)
                return at;

            // What is repeated is likelier to be of late.
            at -= 1 + (int)((at - 1) * Math.Pow(random.NextDouble(), 2));
        }
    }

    public static ReferralMetadata Metadata(int number) => new()
    {
        ReferralId = IdOf(number),
        AgencyId = Agencies[number % Agencies.Length],
        AgencyReference = $"EX-{number}",
        Origin = ReferralOrigin.Agency,
        BornIn = null,
        TeamId = null,
        IncidentType = IncidentType.LiveStreamed,
        Countries = ["PH"],
        Region = null,
        ReceivedAt = At(number),
        ChildAtImmediateRisk = false,
        Tlp = Tlp.Amber,
        Conditions = [],
        IdentifierTypes = [],
        SubjectCount = 1,
        ChildCount = 0,
        ChildGenders = [],
        EvidenceItems = 0,
        Completeness = 50,
        Supplements = 0,
    };

    public Referral Referral(int number)
    {
        var matter = MatterOf(number);
        var random = Draw(number, 2);
        var content = new Referral { AgencyReference = $"EX-{number}", Countries = { "PH" }, Narrative = Narrative(random) };
        content.Persons.Add(Subject(matter, random));
        content.Identifiers.AddRange(Identifiers(matter, number, random));
        return content;
    }

    private Person Subject(int matter, Random random)
    {
        var own = Draw(matter, 3);
        var family = Draw(matter / FamilySize, own.NextDouble() < 0.1 ? 4 : 1000 + (matter % FamilySize));
        var name = new PersonName { Given = InventedWords.Pick(own, GivenNames), Family = InventedWords.Pick(family, FamilyNames) };
        var birth = new DateTime(1950, 1, 1).AddDays(own.Next(365 * 58));
        var line = $"{family.Next(1, 300)} {InventedWords.Pick(family, Words)} Street";
        var (place, code) = (InventedWords.Pick(family, Places), family.Next(1000, 9999).ToString(CultureInfo.InvariantCulture));

        if (random.NextDouble() < 0.1)
            name.Given = InventedWords.Slip(name.Given, random);
        if (random.NextDouble() < 0.05)
            name.Family = InventedWords.Slip(name.Family, random);
        var person = new Person { Role = PersonRole.Subject, Names = { name } };
        if (random.NextDouble() < 0.6)
            person.DateOfBirth = (random.NextDouble() < 0.05 ? birth.AddDays(1) : birth).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (random.NextDouble() < 0.3)
            person.Addresses.Add(new Address { Line = line, Locality = place, PostalCode = code, Country = "PH" });
        return person;
    }

    private IEnumerable<Identifier> Identifiers(int matter, int number, Random random)
    {
        var own = Draw(matter, 5);
        var service = Services[own.Next(Services.Length)];
        var handle = $"{InventedWords.Pick(own, Words)}.{InventedWords.Pick(own, FamilyNames)}{own.Next(100_000)}".ToLowerInvariant();
        var phone = $"+639{own.NextInt64(1_000_000_000):d9}";
        var device = $"{Draw(own.NextDouble() < 0.05 ? matter / FamilySize : matter, 6).NextInt64():x16}";
        var file = Hash(own.NextDouble() < 0.3 ? (int)(ViralFiles * Math.Pow(own.NextDouble(), 3)) : ViralFiles + matter);
        var network = own.NextDouble() < 0.3 ? $"203.0.113.{own.Next(256)}" : $"2001:db8:{own.Next(65_536):x}:{own.Next(65_536):x}::1";

        if (random.NextDouble() < 0.6)
            yield return new Identifier { Type = IdentifierType.Account, Value = handle, Service = service };
        if (random.NextDouble() < 0.4)
            yield return new Identifier { Type = IdentifierType.Email, Value = $"{handle}@mail.example" };
        if (random.NextDouble() < 0.4)
            yield return new Identifier { Type = IdentifierType.Phone, Value = phone };
        if (random.NextDouble() < 0.4)
            yield return new Identifier { Type = IdentifierType.Ip, Value = network, At = Timestamp.FromDateTimeOffset(At(number)) };
        if (random.NextDouble() < 0.2)
            yield return new Identifier { Type = IdentifierType.DeviceId, Value = device, DeviceIdType = "ANDROID_ID" };
        if (random.NextDouble() < 0.3)
            yield return new Identifier { Type = IdentifierType.FileHash, Value = file, Algorithm = HashAlgorithm.Sha256 };
    }

    private static string Narrative(Random random) => string.Join(' ', Enumerable.Range(0, random.Next(10, 60)).Select(_ => InventedWords.Pick(random, Words)));

    private static string Hash(int file) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(file)));

    private static DateTimeOffset At(int number) => Beginning.AddSeconds(number * 20L);

    private Random Draw(int number, int purpose) => new(HashOf(number, purpose));

    /// <summary>Not HashCode, which differs from run to run.</summary>
    private int HashOf(int number, int purpose)
    {
        var mixed = (((ulong)(uint)seed << 32) | (uint)number) * 0x9E3779B97F4A7C15 + ((ulong)purpose * 0xBF58476D1CE4E5B9);
        mixed = (mixed ^ (mixed >> 30)) * 0x94D049BB133111EB;
        return (int)(mixed ^ (mixed >> 31));
    }
}
