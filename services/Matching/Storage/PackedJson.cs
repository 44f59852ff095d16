using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Referrals.Matching.Storage;

/// <summary>
/// Packs short JSON texts: deflate after a dictionary of what nearly all of them say, so that what is stored of one is little more than
/// what only it says. The dictionary is never stored; each has a number of its own, and one that was used once stays.
/// </summary>
public static class PackedJson
{
    private const byte Version = 1;

    // What stands nearest the end is referred to most cheaply.
    private static readonly byte[] Dictionary = Encoding.UTF8.GetBytes(
        """
        "bornIn":"cases/case-01","teamId":"","origin":"Team","region":"PH-07","occurredAt":"2026-06-0T00:00:00+00:00","consentScope":"NamedTeam"
        "tlp":"AmberStrict","tlp":"Red","tlp":"Green","conditions":["H1","H2","H3"],"identifierTypes":["Account","ScreenName","DisplayName","ProfileUrl","Email","Phone","Ip","DeviceId","FileHash","Url","PaymentHandle","GroupId","Document"]
        "incidentType":"Sextortion","incidentType":"OnlineEnticement","incidentType":"Trafficking","incidentType":"Material","childGenders":["Female","Male"]
        {"referralId":"ref-01","agencyId":"uk-nca","agencyReference":"EX-2026-000","origin":"Agency","incidentType":"LiveStreamed","countries":["PH"],"receivedAt":"2026-06-0T00:00:00.000000+00:00","childAtImmediateRisk":false,"tlp":"Amber","conditions":[],"identifierTypes":[],"subjectCount":1,"childCount":0,"childGenders":[],"evidenceItems":0,"completeness":50,"supplements":0}
        "level":"displayname.exact","group":"handle","level":"profile.exact","level":"network.session","group":"network","level":"narrative.copy","group":"narrative","level":"occupation.exact","level":"gender.same","group":"trait"
        "level":"street.exact","level":"postcode.exact","level":"locality.exact","level":"region.exact","group":"place","level":"birthplace.exact","level":"crossed.exact","level":"document.exact","group":"document","level":"file.sole"
        {"field":"PersonName","type":"Unspecified","level":"given.exact","bits":,"frequency":,"group":"name","value":"****","isStrong":false},{"field":"PersonName","type":"Unspecified","level":"family.exact","bits":
        {"field":"Address","type":"Unspecified","level":"postcode.contradiction","bits":{"field":"DateOfBirth","type":"Unspecified","level":"birth.contradiction","bits":,"frequency":0,"group":"birth","value":"","isStrong":false}
        {"field":"Identifier","type":"FileHash","level":"file.exact","bits":{"field":"Identifier","type":"DeviceId","level":"device.exact","bits":{"field":"Identifier","type":"Phone","level":"phone.contradiction","bits":
        {"field":"Identifier","type":"Email","level":"email.exact","bits":{"field":"Identifier","type":"Account","level":"account.exact","bits":,"frequency":1,"group":"handle","value":"****","isStrong":true}
        {"group":"handle","uncapped":,"cap":34,"bits":{"group":"birth","uncapped":,"cap":16,"bits":{"group":"place","uncapped":,"cap":22,"bits":{"group":"phone","uncapped":,"cap":26,"bits":{"group":"device","uncapped":,"cap":30,"bits":{"group":"file","uncapped":,"cap":24,"bits":{"group":"name","uncapped":,"cap":24,"bits":
        {"type":"Ip","frequency":,"masked":"****","field":"Identifier"},{"type":"Unspecified","frequency":,"masked":"","field":"Address"},{"type":"Unspecified","frequency":,"masked":"","field":"DateOfBirth"},{"type":"Unspecified","frequency":,"masked":"","field":"PersonName"},
        {"model":"fs-3","exemplar":"ref-01","dropped":[],"prior":-10,"comparisons":[],"groups":[],"linkBits":2.4,"suggestBits":-4,"candidates":16,"left":1,"cap":200}
        {"model":"fs-3","dropped":[],"prior":0,"comparisons":[],"groups":[],"linkBits":2.4,"suggestBits":-4,"candidates":0,"left":0,"cap":200}
        """);

    private static readonly byte[] Beginning = Store(Dictionary);

    /// <summary>For a column of packed JSON.</summary>
    public static ValueConverter<string, byte[]> Converter { get; } = new(text => Pack(text), bytes => Unpack(bytes));

    public static byte[] Pack(string json)
    {
        using var packed = new MemoryStream();
        long from;
        using (var deflate = new DeflateStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            deflate.Write(Dictionary);
            deflate.Flush();
            from = packed.Length;
            deflate.Write(Encoding.UTF8.GetBytes(json));
        }

        // What was flushed ends with a whole byte: what follows refers to the dictionary and not to how that was written.
        var bytes = new byte[1 + packed.Length - from];
        bytes[0] = Version;
        packed.GetBuffer().AsSpan((int)from, (int)(packed.Length - from)).CopyTo(bytes.AsSpan(1));
        return bytes;
    }

    public static string Unpack(byte[] bytes)
    {
        if (bytes is not [Version, ..])
            throw new InvalidDataException("packed in an unknown way");
        var stream = new byte[Beginning.Length + bytes.Length - 1];
        Beginning.CopyTo(stream, 0);
        bytes.AsSpan(1).CopyTo(stream.AsSpan(Beginning.Length));
        using var inflate = new DeflateStream(new MemoryStream(stream), CompressionMode.Decompress);
        inflate.ReadExactly(new byte[Dictionary.Length]);
        using var reader = new StreamReader(inflate, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>The dictionary as a block of deflate that is not compressed and not the last.</summary>
    private static byte[] Store(byte[] bytes)
    {
        var block = new byte[5 + bytes.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(1), (ushort)bytes.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(3), (ushort)~bytes.Length);
        bytes.CopyTo(block, 5);
        return block;
    }
}
