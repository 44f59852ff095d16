namespace Referrals.Platform.Sealing.Pkcs11;

/// <summary>Finds and makes keys in a module.</summary>
internal static class ModuleKeys
{
    private const int AtOnce = 64;
    private const nuint KeyBytes = SubjectKey.Bytes;

    /// <summary>The keys of a label, oldest version first, and of one version in an order that is the same for everybody.</summary>
    public static ModuleKey[] Find(Pkcs11Library module, nuint session, string label)
    {
        using var sought = new AttributeList().With(Pkcs11Codes.Class, Pkcs11Codes.SecretKey).With(Pkcs11Codes.Label, label);
        Pkcs11Library.Check("C_FindObjectsInit", module.FindObjectsInit(session, sought.Structures, sought.Count));
        var found = new List<nuint>();
        var handles = new nuint[AtOnce];
        nuint count;
        do
        {
            Pkcs11Library.Check("C_FindObjects", module.FindObjects(session, handles, AtOnce, out count));
            found.AddRange(handles.Take((int)count));
        }
        while (count > 0);
        Pkcs11Library.Check("C_FindObjectsFinal", module.FindObjectsFinal(session));
        return
        [
            .. found.Select(handle => (Handle: handle, Id: IdOf(module, session, handle)))
                .Where(key => key.Id.Length == ModuleKey.IdBytes)
                .OrderBy(key => Convert.ToHexString(key.Id), StringComparer.Ordinal)
                .Select(key => ModuleKey.Of(key.Handle, key.Id)),
        ];
    }

    /// <summary>Makes a key that the module shows to nobody, not even its user.</summary>
    public static ModuleKey Make(Pkcs11Library module, nuint session, string label, byte[] id)
    {
        using var attributes = new AttributeList()
            .With(Pkcs11Codes.Class, Pkcs11Codes.SecretKey)
            .With(Pkcs11Codes.KeyType, Pkcs11Codes.Aes)
            .With(Pkcs11Codes.ValueLength, KeyBytes)
            .With(Pkcs11Codes.Label, label)
            .With(Pkcs11Codes.Id, id)
            .With(Pkcs11Codes.Token, true)
            .With(Pkcs11Codes.Private, true)
            .With(Pkcs11Codes.Sensitive, true)
            .With(Pkcs11Codes.Extractable, false)
            .With(Pkcs11Codes.Encrypt, true)
            .With(Pkcs11Codes.Decrypt, true);
        var making = new MechanismStructure { Type = Pkcs11Codes.MakeAesKey };
        Pkcs11Library.Check("C_GenerateKey", module.GenerateKey(session, ref making, attributes.Structures, attributes.Count, out var handle));
        return ModuleKey.Of(handle, id);
    }

    private static byte[] IdOf(Pkcs11Library module, nuint session, nuint handle)
    {
        using var attributes = new AttributeList().With(Pkcs11Codes.Id, new byte[ModuleKey.IdBytes]);
        var asked = attributes.Structures;

        // A longer one is not one of these.
        return module.GetAttributeValue(session, handle, asked, attributes.Count) == Pkcs11Codes.Ok ? AttributeList.Value(asked[0]) : [];
    }
}
