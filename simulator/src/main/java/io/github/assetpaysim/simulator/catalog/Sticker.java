package io.github.assetpaysim.simulator.catalog;

/**
 * A sticker on a weapon.
 *
 * @param slot its place on the weapon, from 0
 * @param wear how far it is scraped off, 0 to 1
 */
public record Sticker(String name, int slot, double wear, String iconUrl) {}
