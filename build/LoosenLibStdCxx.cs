using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Lets TorchSharp 0.107.0's native library load where the system's libstdc++ is older than GCC 13's.
///
/// The library asks for the symbol version GLIBCXX_3.4.32 because of one import, _ZSt21ios_base_library_initv, which does nothing where
/// another library has initialised iostreams already, as libtorch has. Three small writes in a copy mend it: the version need
/// becomes weak, and the import takes the name and the version of another void()-like import that is harmless to call.
/// </summary>
public sealed class LoosenLibStdCxx : Task
{
    private const string Version = "GLIBCXX_3.4.32";
    private const string Import = "_ZSt21ios_base_library_initv";
    private const string Harmless = "_ZNSt6chrono3_V212steady_clock3nowEv";

    private const uint DynamicSymbols = 11;
    private const uint VersionSymbols = 0x6fffffff;
    private const uint VersionNeeds = 0x6ffffffe;
    private const ushort WeakVersion = 2;
    private const int SymbolSize = 24;

    /// <summary>The package's libLibTorchSharp.so.</summary>
    [Required]
    public ITaskItem Library { get; set; } = new TaskItem();

    /// <summary>Where a mended copy is kept.</summary>
    [Required]
    public string Folder { get; set; } = "";

    /// <summary>The library to use in its place: a mended copy with all that MSBuild knows of the library, or itself where nothing is to be mended.</summary>
    [Output]
    public ITaskItem Loadable { get; set; } = new TaskItem();

    public override bool Execute()
    {
        Loadable = Library;
        if (SystemHasVersion()) return true;
        string path = Library.GetMetadata("FullPath");
        byte[] bytes = File.ReadAllBytes(path);
        try
        {
            if (!Loosen(bytes)) return true;
        }
        catch (InvalidDataException problem)
        {
            Log.LogError("{0}: {1} TorchSharp's native library is not the one this step knows. If TorchSharp was updated, remove the step from build/LibTorch.targets; if not, delete the file and restore again.", path, problem.Message);
            return false;
        }
        string copy = Write(bytes, File.GetLastWriteTimeUtc(path));
        Log.LogMessage(MessageImportance.Normal, "{0}: made loadable with this system's libstdc++, which lacks {1}.", copy, Version);
        Loadable = new TaskItem(copy);
        Library.CopyMetadataTo(Loadable);
        return true;
    }

    /// <summary>Whether the libstdc++ that this very process uses has the version; without one in sight, nothing is to be mended.</summary>
    private static bool SystemHasVersion()
    {
        string path = File.ReadLines("/proc/self/maps")
            .Select(line => line.IndexOf('/') is int slash && slash >= 0 ? line.Substring(slash) : "")
            .FirstOrDefault(file => Path.GetFileName(file).StartsWith("libstdc++.so.6", StringComparison.Ordinal));
        return path == null || Encoding.ASCII.GetString(File.ReadAllBytes(path)).Contains(Version + "\0");
    }

    /// <summary>Makes the three writes; false where nothing is to be done (a fixed library, or one already mended).</summary>
    private static bool Loosen(byte[] elf)
    {
        if (elf.Length < 64 || BitConverter.ToUInt32(elf, 0) != 0x464c457f || elf[4] != 2 || elf[5] != 1) throw new InvalidDataException("no 64-bit little-endian ELF file.");
        List<Section> sections = ReadSections(elf);
        Section symbols = Find(sections, DynamicSymbols), versions = Find(sections, VersionSymbols), needs = Find(sections, VersionNeeds);
        Section names = sections[(int)symbols.Link];

        int need = FindNeed(elf, needs, sections[(int)needs.Link]);
        if (need < 0 || (BitConverter.ToUInt16(elf, need + 4) & WeakVersion) != 0) return false;
        ushort wanted = BitConverter.ToUInt16(elf, need + 6);

        int count = symbols.Size / SymbolSize;
        int[] users = Enumerable.Range(0, count).Where(symbol => BitConverter.ToUInt16(elf, versions.Offset + 2 * symbol) == wanted).ToArray();
        if (users.Length != 1 || Name(elf, names, Symbol(users[0])) != Import) throw new InvalidDataException("other imports than " + Import + " need " + Version + ".");
        int harmless = Enumerable.Range(0, count).Where(symbol => Name(elf, names, Symbol(symbol)) == Harmless && BitConverter.ToUInt16(elf, Symbol(symbol) + 6) == 0).DefaultIfEmpty(-1).First();
        if (harmless < 0) throw new InvalidDataException("there is no import " + Harmless + ".");

        elf[need + 4] |= (byte)WeakVersion;
        Array.Copy(elf, Symbol(harmless), elf, Symbol(users[0]), 4);
        Array.Copy(elf, versions.Offset + 2 * harmless, elf, versions.Offset + 2 * users[0], 2);
        return true;

        int Symbol(int index) => symbols.Offset + index * SymbolSize;
    }

    private static List<Section> ReadSections(byte[] elf)
    {
        long table = BitConverter.ToInt64(elf, 40);
        int size = BitConverter.ToUInt16(elf, 58), count = BitConverter.ToUInt16(elf, 60);
        if (table <= 0 || table + (long)size * count > elf.Length) throw new InvalidDataException("the section table is outside the file.");
        var sections = new List<Section>();
        for (int index = 0; index < count; index++)
        {
            int header = (int)table + index * size;
            uint type = BitConverter.ToUInt32(elf, header + 4), link = BitConverter.ToUInt32(elf, header + 40);
            long offset = BitConverter.ToInt64(elf, header + 24), length = BitConverter.ToInt64(elf, header + 32);
            const uint WithoutContent = 8;
            if (type != WithoutContent && (offset < 0 || length < 0 || offset + length > elf.Length)) throw new InvalidDataException("a section is outside the file.");
            sections.Add(new Section(type, (int)offset, (int)length, link));
        }
        return sections;
    }

    private static Section Find(List<Section> sections, uint type)
    {
        Section found = sections.FirstOrDefault(section => section.Type == type);
        if (found == null || found.Link >= sections.Count) throw new InvalidDataException("a section for dynamic linking is missing.");
        return found;
    }

    /// <summary>Walks the version needs of every library; the offset of the entry of our version, or −1.</summary>
    private static int FindNeed(byte[] elf, Section needs, Section names)
    {
        for (int library = needs.Offset; ;)
        {
            int count = BitConverter.ToUInt16(elf, library + 2);
            int entry = library + BitConverter.ToInt32(elf, library + 8);
            for (int index = 0; index < count; index++)
            {
                if (Text(elf, names.Offset + BitConverter.ToInt32(elf, entry + 8)) == Version) return entry;
                entry += BitConverter.ToInt32(elf, entry + 12);
            }
            int next = BitConverter.ToInt32(elf, library + 12);
            if (next == 0) return -1;
            library += next;
        }
    }

    private static string Name(byte[] elf, Section names, int symbol) => Text(elf, names.Offset + BitConverter.ToInt32(elf, symbol));

    private static string Text(byte[] elf, int start) => Encoding.ASCII.GetString(elf, start, Array.IndexOf(elf, (byte)0, start) - start);

    /// <summary>Writes the copy where it is not there yet. It has the time of the package's file, so that what is up to date is not copied on.</summary>
    private string Write(byte[] bytes, DateTime time)
    {
        string path = Path.GetFullPath(Path.Combine(Folder, Path.GetFileName(Library.ItemSpec)));
        var before = new FileInfo(path);
        if (before.Exists && before.Length == bytes.Length && before.LastWriteTimeUtc == time) return path;
        Directory.CreateDirectory(Folder);
        // A new file: what was copied on may be a hard link to the old one.
        string temporary = path + ".new";
        File.WriteAllBytes(temporary, bytes);
        File.SetLastWriteTimeUtc(temporary, time);
        File.Delete(path);
        File.Move(temporary, path);
        return path;
    }

    private sealed class Section
    {
        public Section(uint type, int offset, int size, uint link)
        {
            Type = type;
            Offset = offset;
            Size = size;
            Link = link;
        }

        public uint Type { get; }

        public int Offset { get; }

        public int Size { get; }

        public uint Link { get; }
    }
}
