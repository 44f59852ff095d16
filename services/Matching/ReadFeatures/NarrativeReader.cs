using System.Numerics;
using Referrals.Matching.NormaliseIdentifiers;
using Referrals.Matching.NormaliseText;

namespace Referrals.Matching.ReadFeatures;

/// <summary>
/// Signs a narrative by MinHash: 100 numbers, of which two texts share as many in a hundred as they share of their runs of
/// three words. Of each eight bits are kept: one in 256 is equal by chance, which is taken off again. What is shorter than a sentence, or says one thing over and over, is not signed.
/// </summary>
public static class NarrativeReader
{
    /// <summary>Bands that candidates are found by, and numbers in each.</summary>
    public const int Bands = 10;
    public const int Rows = 4;

    private const int Numbers = 100;
    private const double ByChance = 1.0 / 256;
    private const int Shingle = 3;
    private const int FewestShingles = 6;
    private const int LongestInCharacters = 100_000;
    private const int LongestWord = 60;

    private static readonly (ulong Factor, ulong Addend)[] Functions = MakeFunctions();

    public static NarrativeFeatures Read(string narrative)
    {
        if (narrative.Length == 0)
            return NarrativeFeatures.None;
        var text = PlainText.Cut(narrative, LongestInCharacters);
        var words = Transliteration.Of(text).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => PlainText.Cut(word, LongestWord)).ToList();
        var shingles = ShinglesOf(words.ConvertAll(Hash));
        return new NarrativeFeatures(shingles.Count < FewestShingles ? [] : Sign(shingles), [.. UnusualWords.Of(text, words).Select(Hash)]);
    }

    /// <summary>The share of runs of words that two signed narratives have in common, estimated.</summary>
    public static double Likeness(NarrativeFeatures one, NarrativeFeatures other)
    {
        if (one.Signature.Count == 0 || one.Signature.Count != other.Signature.Count)
            return 0;
        var same = 0;
        for (var i = 0; i < one.Signature.Count; i++)
            same += one.Signature[i] == other.Signature[i] ? 1 : 0;
        return Math.Max(0, (((double)same / one.Signature.Count) - ByChance) / (1 - ByChance));
    }

    private static HashSet<ulong> ShinglesOf(List<ulong> words)
    {
        var shingles = new HashSet<ulong>(words.Count);
        for (var i = 0; i + Shingle <= words.Count; i++)
            shingles.Add(Mix(Mix(words[i], words[i + 1]), words[i + 2]));
        return shingles;
    }

    private static byte[] Sign(HashSet<ulong> shingles)
    {
        var signature = new uint[Functions.Length];
        Array.Fill(signature, uint.MaxValue);
        foreach (var shingle in shingles)
        {
            for (var f = 0; f < Functions.Length; f++)
            {
                var value = (uint)(((shingle * Functions[f].Factor) + Functions[f].Addend) >> 32);
                if (value < signature[f])
                    signature[f] = value;
            }
        }

        return Array.ConvertAll(signature, value => (byte)value);
    }

    /// <summary>FNV-1a: the same on every machine and in every version.</summary>
    private static ulong Hash(string word)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in word)
            hash = (hash ^ character) * 1099511628211UL;
        return Mix(hash, 0);
    }

    private static ulong Mix(ulong one, ulong other)
    {
        var mixed = (BitOperations.RotateLeft(one, 23) ^ other) * 0x9E3779B97F4A7C15UL;
        mixed ^= mixed >> 29;
        mixed *= 0xBF58476D1CE4E5B9UL;
        return mixed ^ (mixed >> 32);
    }

    private static (ulong, ulong)[] MakeFunctions()
    {
        var functions = new (ulong, ulong)[Numbers];
        for (var i = 0; i < functions.Length; i++)
            functions[i] = (Mix((ulong)i + 1, 17) | 1, Mix((ulong)i + 1, 42));
        return functions;
    }
}
