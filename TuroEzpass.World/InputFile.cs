namespace TuroEzpass.World;

/// <summary>A file that the invented host downloads or writes.</summary>
/// <param name="Name">The name, as the site gives it.</param>
/// <param name="Bytes">The content.</param>
internal sealed record InputFile(string Name, byte[] Bytes);
