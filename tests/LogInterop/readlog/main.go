// Command readlog reads an exported log with golang.org/x/mod's note and tlog, software that its writers share nothing with.
//
//	readlog DIR EARLIER-SIZE
//
// It opens the signed checkpoint, reads every record and proves it in the tree from the tiles alone, and proves that the
// tree of the earlier size is its beginning. It prints `N records, M before`.
package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

// tiles reads tiles where C2SP tlog-tiles puts them: as tlog does, without the height.
type tiles struct{ dir string }

func (t tiles) Height() int { return height }

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range wanted {
		data, err := os.ReadFile(filepath.Join(t.dir, strings.Replace(tile.Path(), "tile/8/", "tile/", 1)))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func main() {
	if len(os.Args) != 3 {
		fail(fmt.Errorf("usage: readlog DIR EARLIER-SIZE"))
	}
	dir := os.Args[1]
	earlier, err := strconv.ParseInt(os.Args[2], 10, 64)
	fail(err)
	tree := checkpoint(dir)
	reader := tlog.TileHashReader(tree, tiles{dir})

	frontier := map[int64]tlog.Hash{}
	stored := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var hashes []tlog.Hash
		for _, index := range indexes {
			hashes = append(hashes, frontier[index])
		}
		return hashes, nil
	})
	for n := int64(0); n < tree.N; n++ {
		record := entry(dir, tree.N, n)
		proof, err := tlog.ProveRecord(tree.N, n, reader)
		fail(err)
		fail(tlog.CheckRecord(proof, tree.N, tree.Hash, n, tlog.RecordHash(record)))
		hashes, err := tlog.StoredHashes(n, record, stored)
		fail(err)
		for i, hash := range hashes {
			frontier[tlog.StoredHashIndex(0, n)+int64(i)] = hash
		}
	}

	before, err := tlog.TreeHash(earlier, stored)
	fail(err)
	proof, err := tlog.ProveTree(tree.N, earlier, reader)
	fail(err)
	fail(tlog.CheckTree(proof, tree.N, tree.Hash, earlier, before))
	fmt.Printf("%d records, %d before\n", tree.N, earlier)
}

// checkpoint opens the signed note with the log's keys; witnesses' are of a type that package note does not know.
func checkpoint(dir string) tlog.Tree {
	keys, err := os.ReadFile(filepath.Join(dir, "log.vkeys"))
	fail(err)
	var known []note.Verifier
	for _, key := range strings.Fields(string(keys)) {
		if verifier, err := note.NewVerifier(key); err == nil {
			known = append(known, verifier)
		}
	}
	text, err := os.ReadFile(filepath.Join(dir, "checkpoint"))
	fail(err)
	opened, err := note.Open(text, note.VerifierList(known...))
	fail(err)
	lines := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	fail(err)
	root, err := tlog.ParseHash(lines[2])
	fail(err)
	return tlog.Tree{N: size, Hash: root}
}

// entry reads a record out of its bundle: each has its length in two bytes before it.
func entry(dir string, size, n int64) []byte {
	tile := tlog.Tile{H: height, L: 0, N: n >> height, W: 1 << height}
	if left := size - tile.N<<height; left < int64(tile.W) {
		tile.W = int(left)
	}
	data, err := os.ReadFile(filepath.Join(dir, strings.Replace(tile.Path(), "tile/8/0/", "tile/entries/", 1)))
	fail(err)
	for skip := n & (1<<height - 1); skip > 0; skip-- {
		data = data[2+binary.BigEndian.Uint16(data):]
	}
	return data[2 : 2+binary.BigEndian.Uint16(data)]
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "readlog:", err)
		os.Exit(1)
	}
}
