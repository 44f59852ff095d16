using System.Globalization;

namespace Referrals.Testing;

/// <summary>Alters bytes at random, the same way in every run.</summary>
public sealed class Mutator(int seed)
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=";
    private readonly Random random = new(seed);

    /// <summary>How many altered inputs the tests send altogether: the variable <c>REFERRALS_MUTATIONS</c>, or 3,000.</summary>
    public static int Inputs { get; } = int.Parse(Environment.GetEnvironmentVariable("REFERRALS_MUTATIONS") ?? "3000", CultureInfo.InvariantCulture);

    /// <summary>A number from 0 to below this one.</summary>
    public int Next(int below) => random.Next(below);

    /// <summary>One to four of: a bit flipped, a byte set, removed, doubled or inserted, a piece cut off or put in again.</summary>
    public byte[] Mutate(ReadOnlySpan<byte> valid)
    {
        var bytes = new List<byte>(valid.ToArray());
        for (var times = random.Next(1, 5); times > 0; times--)
            Alter(bytes);
        return [.. bytes];
    }

    /// <summary>A text with one character changed, removed or put in.</summary>
    public string Text(string valid)
    {
        var at = random.Next(valid.Length);
        var letter = Alphabet[random.Next(Alphabet.Length)];
        return random.Next(3) switch
        {
            0 => $"{valid[..at]}{letter}{valid[(at + 1)..]}",
            1 => valid.Remove(at, 1),
            _ => valid.Insert(at, letter.ToString()),
        };
    }

    private void Alter(List<byte> bytes)
    {
        if (bytes.Count == 0)
        {
            bytes.Add((byte)random.Next(256));
            return;
        }

        var at = random.Next(bytes.Count);
        switch (random.Next(7))
        {
            case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
            case 1: bytes[at] = (byte)random.Next(256); break;
            case 2: bytes.RemoveAt(at); break;
            case 3: bytes.Insert(at, bytes[at]); break;
            case 4: bytes.Insert(at, (byte)random.Next(256)); break;
            case 5: bytes.RemoveRange(at, bytes.Count - at); break;
            default: bytes.InsertRange(at, bytes.GetRange(0, Math.Min(bytes.Count, random.Next(64)))); break;
        }
    }
}
