using System.Text;
using Referrals.Common.V1;
using Referrals.Matching.NormaliseDates;
using Referrals.Matching.NormaliseIdentifiers;
using Referrals.Matching.NormaliseNames;
using Referrals.Matching.NormalisePlaces;
using Referrals.Matching.ReadFeatures;

namespace Referrals.Matching.SealFeatures;

/// <summary>Features as bytes: fields in their order, lists after their length, nothing of what was set aside. What the bytes mean follows from the seal's version.</summary>
internal static class FeatureCodec
{
    public static byte[] Write(ReferralFeatures features)
    {
        using var bytes = new MemoryStream(512);
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        WriteList(writer, features.Persons, WritePerson);
        WriteList(writer, features.Identifiers, WriteIdentifier);
        writer.Write((byte)features.Narrative.Signature.Count);
        writer.Write([.. features.Narrative.Signature]);
        return bytes.ToArray();
    }

    public static ReferralFeatures Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        return new ReferralFeatures(ReadList(reader, ReadPerson), ReadList(reader, ReadIdentifier), new NarrativeFeatures(reader.ReadBytes(reader.ReadByte()), []), []);
    }

    private static void WritePerson(BinaryWriter writer, PersonFeatures person)
    {
        writer.Write((byte)person.Role);
        WriteList(writer, person.Names, WriteName);
        WriteList(writer, person.Births, WriteDate);
        writer.Write((byte)person.Gender);
        writer.Write(person.BirthPlace);
        writer.Write(person.Occupation);
        WriteList(writer, person.Addresses, WriteAddress);
    }

    private static PersonFeatures ReadPerson(BinaryReader reader) => new(
        (PersonRole)reader.ReadByte(), ReadList(reader, ReadName), ReadList(reader, ReadDate), (Gender)reader.ReadByte(), reader.ReadString(), reader.ReadString(), ReadList(reader, ReadAddress));

    private static void WriteName(BinaryWriter writer, NameForm name)
    {
        WriteWords(writer, name.Given);
        WriteWords(writer, name.Family);
        writer.Write((byte)name.Generation);
    }

    private static NameForm ReadName(BinaryReader reader) => new(ReadWords(reader), ReadWords(reader)) { Generation = reader.ReadByte() };

    private static void WriteDate(BinaryWriter writer, DateForm date)
    {
        writer.Write7BitEncodedInt(date.Year);
        writer.Write((byte)date.Month);
        writer.Write((byte)date.Day);
        writer.Write(date.Digits);
    }

    private static DateForm ReadDate(BinaryReader reader) => new(reader.Read7BitEncodedInt(), reader.ReadByte(), reader.ReadByte(), reader.ReadString());

    private static void WriteAddress(BinaryWriter writer, AddressForm address)
    {
        WriteWords(writer, address.Numbers);
        WriteWords(writer, address.Street);
        writer.Write(address.Locality);
        writer.Write(address.Region);
        writer.Write(address.PostalCode);
        writer.Write(address.Country);
    }

    private static AddressForm ReadAddress(BinaryReader reader) =>
        new(ReadWords(reader), ReadWords(reader), reader.ReadString(), reader.ReadString(), reader.ReadString(), reader.ReadString());

    private static void WriteIdentifier(BinaryWriter writer, NormalisedIdentifier identifier)
    {
        writer.Write((byte)identifier.Type);
        writer.Write(identifier.Canonical);
        PartOf.Write(writer, identifier.Canonical, identifier.Legible);
        PartOf.Write(writer, identifier.Canonical, identifier.Weaker);
        writer.Write(identifier.IsPartial);
        writer.Write7BitEncodedInt64(identifier.At?.UtcTicks ?? 0);
        writer.Write7BitEncodedInt(identifier.Port);
    }

    private static NormalisedIdentifier ReadIdentifier(BinaryReader reader)
    {
        var (type, canonical) = ((IdentifierType)reader.ReadByte(), reader.ReadString());
        return new NormalisedIdentifier(type, canonical, PartOf.Read(reader, canonical)!)
        {
            Weaker = PartOf.Read(reader, canonical),
            IsPartial = reader.ReadBoolean(),
            At = reader.Read7BitEncodedInt64() is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null,
            Port = reader.Read7BitEncodedInt(),
        };
    }

    private static void WriteWords(BinaryWriter writer, IReadOnlyList<string> words) => WriteList(writer, words, static (to, word) => to.Write(word));

    private static string[] ReadWords(BinaryReader reader) => ReadList(reader, static from => from.ReadString());

    private static void WriteList<T>(BinaryWriter writer, IReadOnlyList<T> list, Action<BinaryWriter, T> write)
    {
        writer.Write7BitEncodedInt(list.Count);
        foreach (var item in list)
            write(writer, item);
    }

    private static T[] ReadList<T>(BinaryReader reader, Func<BinaryReader, T> read)
    {
        var list = new T[reader.Read7BitEncodedInt()];
        for (var i = 0; i < list.Length; i++)
            list[i] = read(reader);
        return list;
    }
}
