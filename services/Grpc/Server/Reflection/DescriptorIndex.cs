using Google.Protobuf.Reflection;

namespace Referrals.Grpc;

/// <summary>Finds proto files by name, by what they declare and by what they extend.</summary>
internal sealed class DescriptorIndex
{
    private readonly Dictionary<string, FileDescriptor> _filesByName = [];
    private readonly Dictionary<string, FileDescriptor> _filesBySymbol = [];
    private readonly Dictionary<string, SortedDictionary<int, FileDescriptor>> _extensions = [];

    public DescriptorIndex(IReadOnlyCollection<FileDescriptor> files)
    {
        ServiceNames = [.. files.SelectMany(file => file.Services).Select(service => service.FullName).Distinct().Order()];
        foreach (var file in files.SelectMany(WithDependencies))
        {
            if (_filesByName.TryAdd(file.Name, file))
                AddSymbols(file);
        }
    }

    /// <summary>Full names of the services, without those of imported files.</summary>
    public IReadOnlyList<string> ServiceNames { get; }

    /// <summary>A file and all that it imports, itself first, each once.</summary>
    public static IReadOnlyList<FileDescriptor> WithDependencies(FileDescriptor file)
    {
        List<FileDescriptor> found = [file];
        HashSet<string> names = [file.Name];
        for (var next = 0; next < found.Count; next++)
            found.AddRange(found[next].Dependencies.Where(dependency => names.Add(dependency.Name)));

        return found;
    }

    public FileDescriptor? FileNamed(string name) => _filesByName.GetValueOrDefault(name);

    public FileDescriptor? FileDeclaring(string symbol) => _filesBySymbol.GetValueOrDefault(symbol);

    public FileDescriptor? FileExtending(string type, int number) =>
        _extensions.GetValueOrDefault(type)?.GetValueOrDefault(number);

    /// <summary>Numbers of the extensions of a message; null when there is no such message.</summary>
    public IReadOnlyCollection<int>? ExtensionNumbers(string type)
    {
        if (_extensions.TryGetValue(type, out var extensions))
            return extensions.Keys;

        var isMessage = FileDeclaring(type) is { } file && Messages(file.MessageTypes).Any(message => message.FullName == type);
        return isMessage ? [] : null;
    }

    private static IEnumerable<MessageDescriptor> Messages(IEnumerable<MessageDescriptor> messages) =>
        messages.SelectMany(message => Messages(message.NestedTypes).Prepend(message));

    private void AddSymbols(FileDescriptor file)
    {
        foreach (var service in file.Services)
            Add(file, [service, .. service.Methods]);

        foreach (var message in Messages(file.MessageTypes))
        {
            Add(file, [message, .. message.Fields.InDeclarationOrder(), .. message.Oneofs]);
            AddEnums(file, message.EnumTypes);
            AddExtensions(file, message.Extensions);
        }

        AddEnums(file, file.EnumTypes);
        AddExtensions(file, file.Extensions);
    }

    private void AddEnums(FileDescriptor file, IEnumerable<EnumDescriptor> enums)
    {
        foreach (var type in enums)
        {
            Add(file, [type]);

            // An enum's values are siblings of the enum, not its children.
            var scope = type.FullName[..^type.Name.Length];
            foreach (var value in type.Values)
                _filesBySymbol.TryAdd(scope + value.Name, file);
        }
    }

    private void AddExtensions(FileDescriptor file, ExtensionCollection extensions)
    {
        foreach (var extension in extensions.UnorderedExtensions)
        {
            Add(file, [extension]);
            if (!_extensions.TryGetValue(extension.ExtendeeType.FullName, out var numbers))
                _extensions.Add(extension.ExtendeeType.FullName, numbers = []);

            numbers.TryAdd(extension.FieldNumber, file);
        }
    }

    private void Add(FileDescriptor file, IEnumerable<IDescriptor> descriptors)
    {
        foreach (var descriptor in descriptors)
            _filesBySymbol.TryAdd(descriptor.FullName, file);
    }
}
