"""A line of the journal, as src/journal/JOURNAL.md has it."""


def framed(body):
    """`body` (JSON, as bytes) with its checksum, CRC-32C."""
    crc = 0xFFFFFFFF
    for byte in body:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return b'{"c":"%08x","r":%s}\n' % (crc ^ 0xFFFFFFFF, body)
