using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Referrals.Cli.Documents;
using Enum = System.Enum;

namespace Referrals.Cli.CommandLine;

/// <summary>Options and arguments in the words of the API.</summary>
internal static class Options
{
    public static Argument<string> Id(string name, string description) => new(name) { Description = description };

    public static Option<string?> Text(string name, string help, string description) => new(name) { Description = description, HelpName = help };

    public static Option<string> RequiredText(string name, string help, string description) => new(name) { Description = description, HelpName = help, Required = true };

    public static Option<int> Number(string name, string description) => new(name) { Description = description, HelpName = "N" };

    public static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    /// <summary>A value of an enum of the API, the type's prefix and its case left to the writer; null when not given.</summary>
    public static Option<T?> OneOf<T>(string name, string description, bool required = false)
        where T : struct, Enum => new(name)
        {
            Description = $"{description}: {Words<T>()}",
            HelpName = "CODE",
            Required = required,
            CustomParser = result => Parse<T>(result.Tokens[0].Value, result),
        };

    /// <summary>Several values of an enum of the API; may be repeated or separated by commas.</summary>
    public static Option<T[]> SomeOf<T>(string name, string description)
        where T : struct, Enum => new(name)
        {
            Description = $"{description}: {Words<T>()}",
            HelpName = "CODE",
            AllowMultipleArgumentsPerToken = true,
            CustomParser = result => [.. Split(result).Select(word => Parse<T>(word, result))],
        };

    public static Argument<T> EnumArgument<T>(string name, string description)
        where T : struct, Enum => new(name)
        {
            Description = $"{description}: {Words<T>()}",
            HelpName = name,
            CustomParser = result => Parse<T>(result.Tokens[0].Value, result),
        };

    public static Option<string[]> Texts(string name, string help, string description) => new(name)
    {
        Description = description,
        HelpName = help,
        AllowMultipleArgumentsPerToken = true,
        CustomParser = result => [.. Split(result)],
    };

    /// <summary>A length of time: <c>30d</c>, <c>12h</c>, <c>45m</c>, <c>90s</c>, <c>2w</c>.</summary>
    public static Option<TimeSpan?> Length(string name, string description) => new(name)
    {
        Description = $"{description}; such as 90s, 45m, 12h, 30d or 2w",
        HelpName = "TIME",
        CustomParser = result => Read(result, Times.ParseLength, "a length of time such as 90s, 45m, 12h, 30d or 2w"),
    };

    /// <summary>A point in time: <c>2026-06-01</c> or RFC 3339; UTC where no offset is given.</summary>
    public static Option<DateTimeOffset?> Moment(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = result => Read(result, Times.ParseMoment, "a time such as 2026-06-01 or 2026-06-01T09:30:00Z"),
    };

    /// <summary>A time for a request; null when it was not given.</summary>
    public static Timestamp? ToTimestampOrNull(this DateTimeOffset? time) => time?.ToTimestamp();

    private static string Words<T>() => string.Join(", ", EnumWords.Short(EnumWords.Descriptor(typeof(T))));

    private static T Parse<T>(string word, ArgumentResult result)
        where T : struct, Enum
    {
        if (EnumWords.Find(EnumWords.Descriptor(typeof(T)), word) is { } value && value.Number != 0)
            return (T)Enum.ToObject(typeof(T), value.Number);
        result.AddError($"'{word}' is not one of {Words<T>()}");
        return default;
    }

    private static T? Read<T>(ArgumentResult result, Func<string, T?> parse, string form)
        where T : struct
    {
        var parsed = parse(result.Tokens[0].Value);
        if (parsed is null)
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"'{result.Tokens[0].Value}' is not {form}"));
        return parsed;
    }

    private static IEnumerable<string> Split(ArgumentResult result) =>
        result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
