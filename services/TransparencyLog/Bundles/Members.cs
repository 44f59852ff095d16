using System.Text.Json;

namespace Referrals.TransparencyLog.Bundles;

/// <summary>The members of a JSON object, each of which must be taken; <see cref="FormatException"/> says what is wrong and where.</summary>
internal sealed class Members
{
    private readonly JsonElement element;
    private readonly string path;
    private int taken;

    public Members(JsonElement element, string path)
    {
        (this.element, this.path) = (element, path);
        if (element.ValueKind != JsonValueKind.Object)
            throw new FormatException($"{(path.Length == 0 ? "it" : path)} is not an object");
    }

    public string Text(string name) => TextOf(Take(name), name);

    public long Number(string name) =>
        Take(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) && number >= 0 ? number : throw Wrong(name, "is not a whole number");

    public List<string> Texts(string name, int limit) => [.. Items(name, limit).Select(item => TextOf(item, name))];

    public List<T> List<T>(string name, int limit, Func<Members, T> read) => Read(Items(name, limit), name, read);

    /// <summary>The objects of a list that stands alone.</summary>
    public static List<T> ListOf<T>(JsonElement list, string name, int limit, Func<Members, T> read) =>
        list.ValueKind == JsonValueKind.Array && list.GetArrayLength() <= limit ? Read(list.EnumerateArray(), name, read) : throw new FormatException($"it is not a list of at most {limit} {name}");

    /// <summary>Refuses members that nobody took.</summary>
    public void Finish()
    {
        if (element.GetPropertyCount() != taken)
            throw new FormatException($"{(path.Length == 0 ? "it" : path)} has a member that is not known");
    }

    public FormatException Wrong(string name, string what) => new($"{(path.Length == 0 ? "" : $"{path}.")}{name} {what}");

    private static List<T> Read<T>(JsonElement.ArrayEnumerator items, string name, Func<Members, T> read) => [.. items.Select((item, i) =>
    {
        var members = new Members(item, $"{name}[{i}]");
        var value = read(members);
        members.Finish();
        return value;
    })];

    private JsonElement.ArrayEnumerator Items(string name, int limit) => Take(name) is not { ValueKind: JsonValueKind.Array } list ? throw Wrong(name, "is not a list")
        : list.GetArrayLength() > limit ? throw Wrong(name, $"has more than {limit} items")
        : list.EnumerateArray();

    private JsonElement Take(string name)
    {
        taken++;
        return element.TryGetProperty(name, out var value) ? value : throw Wrong(name, "is missing");
    }

    private string TextOf(JsonElement value, string name) => value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Wrong(name, "is not text");
}
